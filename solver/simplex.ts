/**
 * The general simplex of Dutertre and de Moura (CAV 2006) over doubles: variables with bounds, rows that define further variables,
 * bounds that are asserted and taken back. What it finds is a hint: rounding errors can make it miss a solution or give one that is
 * none, so its caller checks every solution exactly, and concludes nothing from there being none.
 */
import { at64 } from "./typed.js";

export interface Simplex {
  /** A new variable, free, with value 0 (or the nearest its bounds come to allow). All of them come before the first row. */
  variable(): number;
  /** The variable that equals `sum(coefficients[k] * variables[k])`. */
  row(variables: readonly number[], coefficients: readonly number[]): number;
  /** False when the bounds of the variable contradict each other. */
  bound(variable: number, lower: number, upper: number): boolean;
  /** Whether values within all bounds were found; `false` also when the pivots are spent. */
  solve(): boolean;
  value(variable: number): number;
  /** A mark to come back to: bounds asserted after it are forgotten. */
  mark(): number;
  restore(mark: number): void;
}

interface Variable {
  lower: number;
  upper: number;
  value: number;
  /** Index of the row it is defined by, or of its column. */
  at: number;
  basic: boolean;
}

interface Row {
  owner: number;
  readonly coefficients: Float64Array;
}

const ZERO = 1e-9;
const slack = (bound: number): number => 1e-7 + Math.abs(bound) * 1e-13;

export function createSimplex(budget: { pivots: number }): Simplex {
  const variables: Variable[] = [];
  const columns: number[] = [];
  const rows: Row[] = [];
  const trail: { readonly variable: number; readonly lower: number; readonly upper: number }[] = [];

  const variable = (): number => {
    const index = variables.length;
    variables.push({ lower: -Infinity, upper: Infinity, value: 0, at: columns.length, basic: false });
    columns.push(index);
    if (rows.length > 0) throw new RangeError("a variable after a row");
    return index;
  };

  const get = (index: number): Variable => {
    const found = variables[index];
    if (found === undefined) throw new RangeError(`no variable ${String(index)}`);
    return found;
  };

  const row = (of: readonly number[], coefficients: readonly number[]): number => {
    const own = new Float64Array(columns.length);
    let value = 0;
    of.forEach((index, k) => {
      const factor = coefficients[k] ?? 0;
      const v = get(index);
      value += factor * v.value;
      const { at } = v;
      if (!v.basic) own[at] = at64(own, at) + factor;
      else {
        const other = rows[at]?.coefficients ?? own;
        for (let column = 0; column < own.length; column++) own[column] = at64(own, column) + factor * at64(other, column);
      }
    });
    const index = variables.length;
    variables.push({ lower: -Infinity, upper: Infinity, value, at: rows.length, basic: true });
    rows.push({ owner: index, coefficients: own });
    return index;
  };

  /** Moves a column's variable, and all that depend on it. */
  const move = (v: Variable, to: number): void => {
    const by = to - v.value;
    if (by === 0) return;
    v.value = to;
    for (const r of rows) {
      const factor = r.coefficients[v.at] ?? 0;
      if (factor !== 0) get(r.owner).value += factor * by;
    }
  };

  const bound = (index: number, lower: number, upper: number): boolean => {
    const v = get(index);
    if (lower <= v.lower && upper >= v.upper) return true;
    trail.push({ variable: index, lower: v.lower, upper: v.upper });
    v.lower = Math.max(v.lower, lower);
    v.upper = Math.min(v.upper, upper);
    if (v.lower > v.upper) return false;
    if (!v.basic) move(v, Math.min(Math.max(v.value, v.lower), v.upper));
    return true;
  };

  const pivot = (r: Row, column: number): void => {
    const leaving = get(r.owner);
    const enteringIndex = columns[column] ?? -1;
    const entering = get(enteringIndex);
    const factor = r.coefficients[column] ?? 1;
    // entering = leaving / factor - sum(others / factor)
    for (let k = 0; k < r.coefficients.length; k++) r.coefficients[k] = -(r.coefficients[k] ?? 0) / factor;
    r.coefficients[column] = 1 / factor;
    for (const other of rows) {
      if (other === r) continue;
      const times = other.coefficients[column] ?? 0;
      if (times === 0) continue;
      other.coefficients[column] = 0;
      for (let k = 0; k < other.coefficients.length; k++) {
        const sum = (other.coefficients[k] ?? 0) + times * (r.coefficients[k] ?? 0);
        other.coefficients[k] = Math.abs(sum) < ZERO ? 0 : sum;
      }
    }
    const home = leaving.at;
    columns[column] = r.owner;
    leaving.basic = false;
    leaving.at = column;
    r.owner = enteringIndex;
    entering.basic = true;
    entering.at = home;
  };

  /** The column of least variable that can move the row's owner up (`sign` 1) or down; Bland's rule, which ends. */
  const entering = (r: Row, sign: 1 | -1): number => {
    let best = -1;
    let bestVariable = Infinity;
    for (let column = 0; column < r.coefficients.length; column++) {
      const factor = at64(r.coefficients, column) * sign;
      if (Math.abs(factor) <= ZERO) continue;
      const index = columns[column] ?? -1;
      const v = get(index);
      if (index < bestVariable && (factor > 0 ? v.value < v.upper : v.value > v.lower)) {
        best = column;
        bestVariable = index;
      }
    }
    return best;
  };

  const solve = (): boolean => {
    for (;;) {
      let worst: Row | null = null;
      for (const r of rows) {
        const v = get(r.owner);
        if (v.value >= v.lower - slack(v.lower) && v.value <= v.upper + slack(v.upper)) continue;
        if (worst === null || r.owner < worst.owner) worst = r;
      }
      if (worst === null) return true;
      if (budget.pivots-- <= 0) return false;
      const v = get(worst.owner);
      const low = v.value < v.lower;
      const column = entering(worst, low ? 1 : -1);
      if (column < 0) return false;
      const target = low ? v.lower : v.upper;
      pivot(worst, column);
      move(v, target);
    }
  };

  return {
    variable,
    row,
    bound,
    solve,
    value: (index) => get(index).value,
    mark: () => trail.length,
    restore: (mark) => {
      for (let last = trail.length; last > mark; last--) {
        const entry = trail.pop();
        if (entry === undefined) return;
        const v = get(entry.variable);
        v.lower = entry.lower;
        v.upper = entry.upper;
      }
    },
  };
}
