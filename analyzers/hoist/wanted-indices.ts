/**
 * Which variables would have to hold an index (`n >>> 0 === n`) for the arithmetic behind a site to be that of integers: those its key is
 * computed from, and those that comparisons on the way to it compare such values with.
 */
import type { BinaryOperator } from "../../core/hir.js";
import type { SelectorExpr } from "../../core/selector.js";
import type { SiteCopy } from "../discharge.js";
import type { Point } from "../escape/flow.js";
import { isFiniteInteger, isNumberOnly } from "../facts/fact.js";
import { defOf, find } from "../ssa/graph.js";
import type { Leaf, Leaves } from "./leaves.js";
import { typeTest } from "./quiet-tests.js";
import { FAR } from "./residuals.js";

const MOST = 4;
/** The product of two is below 2^53. */
const LARGEST_FACTOR = 2 ** 26 - 1;

const BITWISE: ReadonlySet<BinaryOperator> = new Set<BinaryOperator>(["&", "|", "^", "<<", ">>", ">>>"]);

export interface WantedIndex {
  readonly leaf: Leaf;
  /** It is multiplied: the product of two such must stay exact. */
  readonly factor: boolean;
}

/**
 * Null when something that cannot be named might be no integer. `at`: where a variable that is named must hold one. At the site it may be one
 * only because an earlier site of the region keeps its guard.
 */
export function wantedIndices(leaves: Leaves, copy: SiteCopy, at: Point = copy): readonly WantedIndex[] | null {
  const { analysis } = leaves;
  const { graph, interpretation } = analysis;
  if (copy.instr.op !== "getElem" && copy.instr.op !== "setElem") return null;
  const wanted = new Map<string, WantedIndex>();
  const seen = new Set<number>();
  const factors = new Set<number>();
  let multiplied = 0;
  const isIndexed = (value: number, { block, position }: Point = copy): boolean => {
    const fact = interpretation.factAt(value, block, position);
    const n = fact.value.number;
    return isFiniteInteger(fact) && (multiplied === 0 || (n !== null && n.lo >= -LARGEST_FACTOR && n.hi <= LARGEST_FACTOR));
  };
  /** Bits that are few, whatever they are taken from. */
  const isFew = (value: number): boolean => {
    const n = interpretation.factAt(value, copy.block, copy.position).value.number;
    return n !== null && n.lo >= 0 && n.hi < FAR && isIndexed(value);
  };
  /** Whether everything behind `value` is an integer or is wanted to be one. */
  const walk = (value: number): boolean => {
    const v = find(graph, value);
    if (seen.has(v)) return true;
    seen.add(v);
    if (multiplied > 0) factors.add(v);
    const leaf = leaves.of(v);
    if (leaf !== null && (leaf.expr.kind === "name" || leaf.expr.kind === "member")) {
      if (!isIndexed(v, leaf.value === v ? at : copy)) wanted.set(JSON.stringify(leaf.expr), { leaf, factor: multiplied > 0 });
      return true;
    }
    const def = defOf(graph, v);
    if (def.kind === "phi") return def.inputs.every(walk);
    if (def.kind === "instr") {
      const { instr } = def;
      switch (instr.op) {
        case "binary": {
          if (BITWISE.has(instr.operator) && isFew(v)) return true;
          const product = instr.operator === "*" ? 1 : 0;
          multiplied += product;
          const both = [walk(instr.left), walk(instr.right)].every(Boolean);
          multiplied -= product;
          return both || isIndexed(v);
        }
        case "increment":
        case "toNumeric":
          return walk(instr.value);
        case "unary":
          return instr.operator === "-" || instr.operator === "+" ? walk(instr.value) : isIndexed(v);
        default:
          return isIndexed(v);
      }
    }
    return isIndexed(v);
  };
  if (!walk(copy.instr.key)) return null;
  // What moves with a variable of the key, by the same loop, bounds it too.
  const headers = new Set<number>();
  for (const v of seen) if (graph.cfg.loopOfHeader.has(graph.blockOf[v] ?? -1)) headers.add(graph.blockOf[v] ?? -1);
  const isCounter = (value: number): boolean =>
    defOf(graph, value).kind === "phi" && headers.has(graph.blockOf[find(graph, value)] ?? -1);
  for (let block = copy.block; ; block = graph.cfg.idom[block] ?? 0) {
    for (const { left, right } of interpretation.index.comparisons.get(block) ?? []) {
      const isKnown = (value: number): boolean => seen.has(find(graph, value)) || isCounter(value);
      const other = isKnown(left) ? right : isKnown(right) ? left : null;
      if (other === null) continue;
      // What bounds a factor bounds the product.
      multiplied = factors.has(find(graph, other === right ? left : right)) ? 1 : 0;
      walk(other);
      multiplied = 0;
    }
    if (block === 0) break;
  }
  return wanted.size > MOST ? null : [...wanted.values()];
}

/** The tests that make an index of it. */
export function indexTests({ analysis, start }: Leaves, { leaf: { expr, value }, factor }: WantedIndex): readonly SelectorExpr[] {
  const isNumber = isNumberOnly(analysis.interpretation.factAt(value, start.block, start.position));
  const index: SelectorExpr = {
    kind: "binary",
    operator: "===",
    left: { kind: "binary", operator: ">>>", left: expr, right: { kind: "number", value: 0 } },
    right: expr,
  };
  // `>>>` would call `valueOf` of an object and refuses a bigint.
  const tests = isNumber ? [index] : [typeTest(expr), index];
  if (!factor) return tests;
  return [...tests, { kind: "binary", operator: "<=", left: expr, right: { kind: "number", value: LARGEST_FACTOR } }];
}
