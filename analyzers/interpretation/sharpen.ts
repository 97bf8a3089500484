/**
 * What is known of a value at a point, with tests that came after its definition carried through arithmetic: after
 * `const size = n * 4; if (n > 100) throw …`, `size` is at most 400.
 *
 * Where the definition of an operand dominates that of the value and both dominate the point, the value's latest instance was computed
 * from the operand's latest instance (graph.ts). Primitives do not change, and an operation on numbers depends on them alone, so the
 * transfer function applied to what is known of the operands *now* describes the value too. Both facts hold: they are met. So is what
 * comparisons of the two operands say of their difference (ordered.ts).
 */
import { mathCall } from "../domain/transfer-math.js";
import { binary, increment, unary } from "../domain/transfer.js";
import * as V from "../domain/value.js";
import { isNumberOnly, withValue, type Fact } from "../facts/fact.js";
import { defOf, find, type Graph } from "../ssa/graph.js";
import type { Interpretation } from "./interpret.js";
import { differenceOfOrdered } from "./ordered.js";

/** Operations on operations: deeper ones add little. */
const DEPTH = 8;

/** Increments of increments: `s[j++]` many times in a row. */
const CHAIN = 32;

/** The same for increments alone, while the facts are still being found: a guard on `j` bounds the `j + 1` that was computed before it. */
export function throughIncrements(graph: Graph, value: number, factOf: (value: number) => Fact, left = CHAIN): Fact {
  const fact = factOf(value);
  const def = defOf(graph, value);
  if (def.kind !== "instr" || def.instr.op !== "increment" || left === 0) return fact;
  const inner = throughIncrements(graph, def.instr.value, factOf, left - 1);
  return isNumberOnly(inner) ? withValue(fact, V.meet(fact.value, increment(inner.value, def.instr.by))) : fact;
}

export function createSharpener(
  graph: Graph,
  interpretation: Interpretation,
): (value: number, block: number, position: number) => Fact {
  const memo = new Map<number, Fact>();
  const blocks = graph.fn.blocks.length;

  const recomputed = (v: number, block: number, depth: number): V.AbstractValue | null => {
    const def = defOf(graph, v);
    if (def.kind !== "instr" || depth > DEPTH) return null;
    const { instr } = def;
    const changed: number[] = [];
    /** The operand's value, or null unless it is a number. */
    const operand = (value: number): V.AbstractValue | null => {
      const fact = inBlock(value, block, depth + 1);
      if (!isNumberOnly(fact)) return null;
      if (!V.equals(fact.value, (interpretation.facts[find(graph, value)] ?? fact).value)) changed.push(value);
      return fact.value;
    };
    let result: V.AbstractValue | null = null;
    switch (instr.op) {
      // The result is a number: the operator is arithmetic.
      case "binary": {
        const left = operand(instr.left);
        const right = left && operand(instr.right);
        if (left === null || right === null) return null;
        result = binary(instr.operator, left, right);
        if (instr.operator === "-") {
          const ordered = differenceOfOrdered(graph, interpretation, instr, { left, right }, block);
          if (ordered !== null) return V.meet(result, ordered);
        }
        break;
      }
      case "increment": {
        const inner = operand(instr.value);
        result = inner && increment(inner, instr.by);
        break;
      }
      case "toNumeric":
        result = operand(instr.value);
        break;
      case "unary": {
        if (instr.operator !== "-" && instr.operator !== "+" && instr.operator !== "~") return null;
        const inner = operand(instr.value);
        result = inner && unary(instr.operator, inner);
        break;
      }
      case "callMethod": {
        const outcome = interpretation.outcomeAt(instr, graph.blockOf[v] ?? 0, graph.positionOf[v] ?? 0);
        if (outcome.model?.intrinsic !== `Math.${instr.name}` || instr.name === "random") return null;
        const args = outcome.args.map(operand);
        const known = args.filter((a) => a !== null);
        result = known.length === args.length ? mathCall(instr.name, known) : null;
        break;
      }
      default:
        return null;
    }
    return changed.length > 0 ? result : null;
  };

  /** At every point of the block where the value is defined. */
  const inBlock = (value: number, block: number, depth: number): Fact => {
    const v = find(graph, value);
    const key = v * blocks + block;
    const known = memo.get(key);
    if (known !== undefined) return known;
    const base = interpretation.factAt(v, block, -1);
    const again = isNumberOnly(base) ? recomputed(v, block, depth) : null;
    const result = again === null ? base : { value: V.meet(base.value, again), shape: base.shape };
    if (depth <= DEPTH) memo.set(key, result);
    return result;
  };

  return (value, block, position) => {
    const here = interpretation.factAt(value, block, position);
    if (!isNumberOnly(here)) return here;
    const sharp = inBlock(value, block, 0);
    return V.equals(sharp.value, here.value) ? here : { value: V.meet(here.value, sharp.value), shape: here.shape };
  };
}
