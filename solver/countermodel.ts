/**
 * Integers for the symbols of a cone under which its hypotheses hold and the goal does not: where there are any, no proof needs to be
 * sought. Most goals that are tried have some (candidates for invariants above all), and elimination is slow to fail.
 *
 * By the simplex method over doubles, rounded, then checked exactly. That none is found means nothing.
 */
import type { LinearAtom } from "../core/formula.js";
import { holdsIn } from "../core/linear-model.js";
import type { Cone } from "./cone.js";
import { createSimplex } from "./simplex.js";
import { at32 } from "./typed.js";

export interface CountermodelQuestion {
  readonly hypotheses: readonly LinearAtom[];
  /** What holds where the goal does not, an inequality. */
  readonly negatedGoal: LinearAtom;
  readonly cone: Cone;
  readonly column: (symbol: number) => number;
}

/** Counts, so that the answer depends on the question only. */
const PIVOTS = 60;
const MAX_COLUMNS = 64;
const MAX_MEMBERS = 200;

export function countermodel({
  hypotheses,
  negatedGoal,
  cone,
  column,
}: CountermodelQuestion): ReadonlyMap<number, number> | null {
  if (cone.columns > MAX_COLUMNS || cone.size > MAX_MEMBERS) return null;
  const simplex = createSimplex({ pivots: PIVOTS });
  const symbols: number[] = [];
  const variables = Array.from({ length: cone.columns }, () => simplex.variable());
  const variableOf = (symbol: number): number => {
    const at = column(symbol);
    symbols[at] = symbol;
    return variables[at] ?? -1;
  };
  const rows = new Map<number | string, number>();
  const assert = ({ symbols: own, coefficients, constant, relation }: LinearAtom): boolean => {
    const [first] = own;
    const [factor] = coefficients;
    if (first === undefined || factor === undefined) return relation === "==" ? constant === 0 : constant <= 0;
    let variable: number;
    let scale = factor;
    if (own.length === 1) variable = variableOf(first);
    else {
      // One row serves a form and its negative.
      scale = factor < 0 ? -1 : 1;
      const key = keyOf(own.map(column), coefficients, scale);
      const known = rows.get(key);
      variable =
        known ??
        simplex.row(
          own.map(variableOf),
          coefficients.map((c) => c * scale),
        );
      if (known === undefined) rows.set(key, variable);
    }
    const limit = -constant / scale;
    if (relation === "==") return simplex.bound(variable, limit, limit);
    return scale > 0 ? simplex.bound(variable, -Infinity, limit) : simplex.bound(variable, limit, Infinity);
  };
  const members: LinearAtom[] = [negatedGoal];
  for (let m = 0; m < cone.size; m++) {
    const atom = hypotheses[at32(cone.members, m)];
    if (atom !== undefined) members.push(atom);
  }
  if (!members.every(assert) || !simplex.solve()) return null;
  const values = new Map<number, number>();
  symbols.forEach((symbol, at) => {
    const variable = variables[at];
    // -0 would be no harm, but 0 is what is meant.
    if (variable !== undefined) values.set(symbol, Math.round(simplex.value(variable)) + 0);
  });
  return members.every((atom) => holdsIn(atom, values) === true) ? values : null;
}

/** Names a form up to its sign: most are differences of two symbols. */
function keyOf(columns: readonly number[], coefficients: readonly number[], scale: number): number | string {
  const [a = 0, b = 0] = columns;
  const [, second = 0] = coefficients;
  if (columns.length === 2 && Math.abs(coefficients[0] ?? 0) === 1 && Math.abs(second) === 1)
    return (a * MAX_COLUMNS + b) * 2 + (second * scale > 0 ? 1 : 0);
  return columns.map((column, k) => `${String(column)}*${String((coefficients[k] ?? 0) * scale)}`).join("+");
}
