/** Words for values, in terms of the source: names of locals and cells, lengths, simple operations. */
import { defOf, find, type Graph } from "./ssa/graph.js";

/** How tightly operators bind, from loosest. What is not an operation binds tightest. */
const BINDING: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ["|"],
    ["^"],
    ["&"],
    ["==", "!=", "===", "!=="],
    ["<", "<=", ">", ">=", "in", "instanceof"],
    ["<<", ">>", ">>>"],
    ["+", "-"],
    ["*", "/", "%"],
    ["**"],
  ].flatMap((operators, level) => operators.map((operator) => [operator, level + 1])),
);
export const ADDITIVE = 7;
export const MULTIPLICATIVE = 8;
const UNARY = 10;
const MEMBER = 11;

function bindingOf(graph: Graph, v: number): number {
  const def = defOf(graph, v);
  if (def.kind !== "instr") return MEMBER;
  switch (def.instr.op) {
    case "binary":
      return BINDING[def.instr.operator] ?? 0;
    case "increment":
      return ADDITIVE;
    case "unary":
      return UNARY;
    case "toNumeric":
      return bindingOf(graph, find(graph, def.instr.value));
    default:
      return MEMBER;
  }
}

/** `tight`: in parentheses where it binds less tightly than that. */
export type Describer = (value: number, tight?: number) => string;

export function createDescriber(graph: Graph): Describer {
  const names = new Map<number, string>();
  for (const block of graph.fn.blocks)
    for (const instr of block.instrs) {
      if (instr.op === "setLocal") {
        const name = graph.fn.locals[instr.local]?.name;
        const v = find(graph, instr.value);
        if (name !== undefined && !isInternal(name) && !names.has(v)) names.set(v, name);
      }
      if (instr.op === "getLocal") {
        const name = graph.fn.locals[instr.local]?.name;
        const v = find(graph, instr.out);
        if (name !== undefined && !isInternal(name) && !names.has(v)) names.set(v, name);
      }
    }
  const describe = (value: number, depth: number, tight = MEMBER): string => {
    const text = plain(value, depth);
    const v = find(graph, value);
    return names.has(v) || text === "…" || bindingOf(graph, v) >= tight ? text : `(${text})`;
  };
  const plain = (value: number, depth: number): string => {
    const v = find(graph, value);
    const def = defOf(graph, v);
    if (def.kind === "instr" && def.instr.op === "const") {
      const c = def.instr.value;
      if (c.kind === "number" || c.kind === "boolean") return String(c.value);
      if (c.kind === "string") return JSON.stringify(c.value.length > 24 ? `${c.value.slice(0, 21)}…` : c.value);
      return c.kind === "bigint" ? `${c.text}n` : c.kind;
    }
    const name = names.get(v);
    if (name !== undefined) return name;
    if (depth > 4) return "…";
    switch (def.kind) {
      case "initial":
      case "later":
      case "changed": {
        const { location } = def;
        if (location.kind === "length") return `${describe(location.root, depth + 1)}.length`;
        if (location.kind === "field") return `${describe(location.root, depth + 1)}.${location.name}`;
        return cellName(location.cell);
      }
      case "phi":
        if (def.location?.kind === "length") return `${describe(def.location.root, depth + 1)}.length`;
        if (def.location?.kind === "field") return `${describe(def.location.root, depth + 1)}.${def.location.name}`;
        if (def.location?.kind === "cell") return cellName(def.location.cell);
        return "…";
      case "uninitialised":
        return "…";
      case "instr":
        break;
    }
    const { instr } = def;
    switch (instr.op) {
      case "param":
        return graph.fn.params[instr.index]?.name ?? "…";
      case "this":
        return "this";
      case "arguments":
        return "arguments";
      case "global":
        return instr.name;
      case "getCell":
        return cellName(instr.cell);
      case "getProp":
        return `${describe(instr.object, depth + 1)}.${instr.name}`;
      case "getElem":
        return `${describe(instr.object, depth + 1)}[${describe(instr.key, depth + 1, 0)}]`;
      case "binary":
        return `${describe(instr.left, depth + 1, bindingOf(graph, v))} ${instr.operator} ${describe(instr.right, depth + 1, bindingOf(graph, v) + 1)}`;
      case "unary":
        return `${instr.operator}${describe(instr.value, depth + 1)}`;
      case "increment":
        return `${describe(instr.value, depth + 1, ADDITIVE)} ${instr.by === 1 ? "+" : "-"} 1`;
      case "toNumeric":
        return plain(instr.value, depth);
      case "callMethod":
        return `${describe(instr.object, depth + 1)}.${instr.name}(${instr.args.map((a) => describe(a.value, depth + 2, 0)).join(", ")})`;
      case "call":
        return `${describe(instr.callee, depth + 1)}(…)`;
      default:
        return "…";
    }
  };
  return (value, tight = 0) => describe(value, 0, tight);
}

/** Locals that lowering makes: `(conditional)`, `(thrown)`. */
const isInternal = (name: string): boolean => name.startsWith("%") || name.startsWith("(");

function cellName(cell: string): string {
  const tail = cell.slice(cell.lastIndexOf("/") + 1);
  return tail.replace(/~\d+$/u, "");
}
