/**
 * What a difference is where its operands have been compared: after `if (lo < hi)`, `hi - lo` is at least 1 for integers, and not negative
 * for other numbers.
 *
 * Doubles: subtraction rounds monotonically and an exact difference of 0 is rounded to 0, so `a < b` gives `b - a >= 0`, and `>= 1` where
 * both are integers (beyond 2^53 too: they differ by at least 1, and 1 is a double). A comparison that holds says that neither operand is
 * NaN; one that fails says that only where neither can be. `Infinity - Infinity` stays NaN: nothing here takes NaN or -0 away.
 *
 * Where it holds: a comparison that a region is entered by speaks of the latest instances of its operands there (constraints.ts), and a
 * difference was computed from them where both operands' definitions dominate it (graph.ts).
 */
import type { BinaryOperator } from "../../core/hir.js";
import type { Comparison } from "./constraints.js";
import { ANY_INTEGER } from "../domain/congruence.js";
import { makeNumber } from "../domain/number.js";
import * as V from "../domain/value.js";
import { find, type Graph } from "../ssa/graph.js";
import type { Interpretation } from "./interpret.js";

/** `left` is on that side of `right`: below (`<`, or `<=` unless `strict`) or above. */
interface Order {
  readonly below: boolean;
  readonly strict: boolean;
}

const HOLDS: ReadonlyMap<BinaryOperator, Order> = new Map([
  ["<", { below: true, strict: true }],
  ["<=", { below: true, strict: false }],
  [">", { below: false, strict: true }],
  [">=", { below: false, strict: false }],
]);

/** What the difference of two numbers is met with in a block, or null where no comparison orders them. */
export function differenceOfOrdered(
  graph: Graph,
  interpretation: Interpretation,
  difference: { readonly left: number; readonly right: number },
  values: { readonly left: V.AbstractValue; readonly right: V.AbstractValue },
  block: number,
): V.AbstractValue | null {
  const left = find(graph, difference.left);
  const right = find(graph, difference.right);
  const a = values.left.number;
  const b = values.right.number;
  if (a === null || b === null || left === right) return null;
  const orderBy = (c: Comparison): Order | null => {
    const [first, second] = [find(graph, c.left), find(graph, c.right)];
    const swapped = first === right && second === left;
    if (!swapped && (first !== left || second !== right)) return null;
    const order = HOLDS.get(c.operator);
    if (order === undefined || (!c.sense && (a.nan || b.nan))) return null;
    // The comparison that fails is the one that holds the other way round, with the strictness turned.
    return { below: (order.below === c.sense) !== swapped, strict: order.strict === c.sense };
  };
  let result: V.AbstractValue | null = null;
  for (const [region, comparisons] of interpretation.index.comparisons) {
    if (!graph.cfg.dominates(region, block)) continue;
    for (const comparison of comparisons) {
      const order = orderBy(comparison);
      if (order === null) continue;
      const least = order.strict && a.integer && b.integer ? 1 : 0;
      const side = V.ofNumber(
        makeNumber({
          lo: order.below ? -Infinity : least,
          hi: order.below ? -least : Infinity,
          integer: false,
          nan: true,
          negativeZero: true,
          congruence: ANY_INTEGER,
        }),
      );
      result = result === null ? side : V.meet(result, side);
    }
  }
  return result;
}
