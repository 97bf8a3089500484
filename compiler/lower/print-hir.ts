/** HIR as text, for goldens and debugging. One line an instruction; values are `%n`, blocks `bn`, locals by name. */
import { assertNever } from "../../core/errors.js";
import type { Arg, ConstValue, HirFunction, Instr, PropertyClaim, Terminal } from "../../core/hir.js";
import type { LocalId, SiteId } from "../../core/ids.js";

export function printFunction(fn: HirFunction): string {
  const flags = [fn.kind, ...(fn.flavour === "normal" ? [] : [fn.flavour]), ...(fn.closed ? ["closed"] : [])];
  const params = fn.params.map(({ name, rest, optional }) => `${rest ? "..." : ""}${name}${optional ? "?" : ""}`);
  const lines = [`${fn.id}(${params.join(", ")}) [${flags.join(" ")}]`];
  fn.blocks.forEach(({ instrs, terminal }, index) => {
    lines.push(`b${index}:`);
    for (const instr of instrs) lines.push(`  ${printInstr(fn, instr)}`);
    lines.push(`  ${printTerminal(terminal)}`);
  });
  for (const { construct, count } of fn.unsupported) lines.push(`unsupported: ${construct} (${count})`);
  return lines.join("\n");
}

/** Effects come first in a line, so their useless result is left out. */
function printInstr(fn: HirFunction, instr: Instr): string {
  const text = printBody(fn, instr);
  switch (instr.op) {
    case "setLocal":
    case "setCell":
    case "setGlobal":
    case "setProp":
    case "setElem":
    case "setSuper":
    case "iterClose":
    case "patternEnd":
    case "literalElem":
    case "aborted":
    case "violated":
      return text;
    default:
      return `%${instr.out} = ${text}`;
  }
}

function printBody(fn: HirFunction, instr: Instr): string {
  const local = (id: LocalId): string => `${fn.locals[id]?.name ?? "?"}.${id}`;
  switch (instr.op) {
    case "const":
      return printConst(instr.value);
    case "param":
      return `param ${instr.index}`;
    case "this":
    case "arguments":
    case "newTarget":
    case "caught":
      return instr.op;
    case "getLocal":
      return local(instr.local);
    case "setLocal":
      return `${local(instr.local)} := %${instr.value}`;
    case "getCell":
      return `cell ${instr.cell}`;
    case "setCell":
      return `cell ${instr.cell} ${instr.initialises ? ":==" : ":="} %${instr.value}`;
    case "global":
      return `global ${instr.name}`;
    case "setGlobal":
      return `global ${instr.name} := %${instr.value}`;
    case "typeofGlobal":
      return `typeof global ${instr.name}`;
    case "import":
      return `import ${JSON.stringify(instr.module)} ${instr.name}`;
    case "copy":
      return `%${instr.value}`;
    case "unary":
      return `${instr.operator} %${instr.value}`;
    case "increment":
      return `increment ${instr.by} %${instr.value}`;
    case "isTypedArray":
      return `isTypedArray %${instr.value}`;
    case "toNumeric":
      return `toNumeric %${instr.value}`;
    case "binary":
      return `%${instr.left} ${instr.operator} %${instr.right}`;
    case "template":
      return `template ${instr.quasis.map((text, index) => JSON.stringify(text) + (index in instr.parts ? ` %${instr.parts[index] ?? "?"}` : "")).join(" ")}`;
    case "regex":
      return `regex ${instr.text}`;
    case "array":
      return `[${instr.elements.map((element) => (element.kind === "hole" ? "" : `${element.kind === "spread" ? "..." : ""}%${element.value}`)).join(", ")}]`;
    case "object":
      return printObject(instr);
    case "closure":
      return `closure ${instr.function}`;
    case "class":
      return `class ${instr.class}${instr.heritage === null ? "" : ` extends %${instr.heritage}`}${instr.keys.map((key) => ` [%${key}]`).join("")}`;
    default:
      return printMore(fn, instr);
  }
}

type More = Exclude<
  Instr,
  {
    op:
      | "const"
      | "param"
      | "this"
      | "arguments"
      | "newTarget"
      | "caught"
      | "getLocal"
      | "setLocal"
      | "getCell"
      | "setCell"
      | "global"
      | "setGlobal"
      | "typeofGlobal"
      | "import"
      | "copy"
      | "unary"
      | "increment"
      | "isTypedArray"
      | "toNumeric"
      | "binary"
      | "template"
      | "regex"
      | "array"
      | "object"
      | "closure"
      | "class";
  }
>;

function printMore(fn: HirFunction, instr: More): string {
  switch (instr.op) {
    case "getProp":
      return `%${instr.object}.${instr.name}${printClaim(instr.claim)}`;
    case "setProp":
      return `%${instr.object}.${instr.name} ${instr.define ? ":==" : ":="} %${instr.value}${printClaim(instr.claim)}`;
    case "deleteProp":
      return `delete %${instr.object}.${instr.name}`;
    case "getElem":
      return `%${instr.object}[%${instr.key}]${printSite(instr.site)}`;
    case "setElem":
      return `%${instr.object}[%${instr.key}] := %${instr.value}${printSite(instr.site)}`;
    case "deleteElem":
      return `delete %${instr.object}[%${instr.key}]`;
    case "getSuper":
      return `super${printSuperKey(instr)}`;
    case "setSuper":
      return `super${printSuperKey(instr)} := %${instr.value}`;
    case "call":
      return `call %${instr.callee}(${printArgs(instr.args)})${instr.thisValue === null ? "" : ` this %${instr.thisValue}`}${instr.target === null ? "" : ` -> ${instr.target}`}`;
    case "callMethod":
      return `call %${instr.object}.${instr.name}(${printArgs(instr.args)})${printClaim(instr.claim)}${instr.callback === null ? "" : ` calling ${instr.callback.function}`}`;
    case "new":
      return `new %${instr.callee}(${printArgs(instr.args)})${instr.class === null ? "" : ` -> ${instr.class}`}`;
    case "superCall":
      return `super(${printArgs(instr.args)})`;
    case "iterStart":
      return `iterStart %${instr.iterable}${instr.async ? " async" : ""}`;
    case "iterNext":
    case "iterClose":
    case "forInNext":
      return `${instr.op} %${instr.iterator}`;
    case "iterDone":
    case "iterValue":
    case "forInDone":
    case "forInKey":
      return `${instr.op} %${instr.step}`;
    case "forInStart":
      return `forInStart %${instr.object}`;
    case "patternStart":
      return `patternStart %${instr.iterable}`;
    case "patternElem":
      return `patternElem %${instr.pattern} ${instr.index}${printSite(instr.site)}`;
    case "literalElem":
      return `literalElem %${instr.value} ${instr.index} of ${instr.length}${printSite(instr.site)}`;
    case "patternRest":
      return `patternRest %${instr.pattern} ${instr.index}`;
    case "patternEnd":
      return `patternEnd %${instr.pattern}`;
    case "objectRest":
      return `objectRest %${instr.object} without ${JSON.stringify(instr.excluded)}`;
    case "suspend":
      return `${instr.mode} %${instr.value}`;
    case "dynamicImport":
      return `import(%${instr.specifier})`;
    case "aborted":
      return `aborted ${printBody(fn, instr.instr)}`;
    case "violated":
      return `violated${printSite(instr.site)}`;
    case "unknown":
      return `unknown ${JSON.stringify(instr.construct)} (${instr.uses.map((value) => `%${value}`).join(", ")})`;
    default:
      return assertNever(instr);
  }
}

function printObject(instr: Extract<Instr, { op: "object" }>): string {
  const members = instr.members.map((member) => {
    switch (member.kind) {
      case "property":
        return `${member.name}: %${member.value}`;
      case "computed":
        return `[%${member.key}]: %${member.value}`;
      case "spread":
        return `...%${member.value}`;
      case "accessor":
        return `accessor ${member.name ?? "?"}: ${member.function}`;
    }
  });
  return `{${members.join(", ")}}`;
}

function printSuperKey({ name, key }: { readonly name: string | null; readonly key: number | null }): string {
  return name !== null ? `.${name}` : `[%${key ?? "?"}]`;
}

function printArgs(args: readonly Arg[]): string {
  return args.map(({ value, spread }) => `${spread ? "..." : ""}%${value}`).join(", ");
}

function printSite(site: SiteId | null): string {
  return site === null ? "" : ` site ${site}`;
}

function printClaim(claim: PropertyClaim): string {
  switch (claim.kind) {
    case "unknown":
      return "";
    case "length":
    case "property":
      return ` <${claim.kind}>`;
    case "field":
    case "hash":
      return ` <${claim.kind} of ${claim.class}>`;
    case "member":
      return ` <member ${claim.function}>`;
  }
}

function printConst(value: ConstValue): string {
  switch (value.kind) {
    case "number":
      return Object.is(value.value, -0) ? "-0" : String(value.value);
    case "string":
      return JSON.stringify(value.value);
    case "boolean":
      return String(value.value);
    case "bigint":
      return value.text;
    default:
      return value.kind;
  }
}

function printTerminal(terminal: Terminal): string {
  switch (terminal.kind) {
    case "goto":
      return `goto b${terminal.target}`;
    case "branch":
      return `if %${terminal.cond} then b${terminal.then} else b${terminal.else}`;
    case "mayThrow":
      return `try b${terminal.normal} else b${terminal.exceptional}`;
    case "return":
    case "throw":
      return `${terminal.kind} %${terminal.value}`;
    case "unreachable":
      return "unreachable";
  }
}
