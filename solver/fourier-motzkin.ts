/**
 * Integer refutation of a small system: equalities are substituted away (unit coefficients first), then columns are eliminated by
 * Fourier-Motzkin, fewest products first, every row divided by the gcd of its coefficients with the constant rounded up (Omega test's
 * tightening, Pugh 1991). Incomplete over the integers, complete over the rationals up to the caps. Rows are dense and remember how they
 * were made, so that a contradiction becomes a list of steps.
 */
import type { LinearAtom, LinearStep } from "../core/formula.js";
import type { Cone } from "./cone.js";
import { at32, at64 } from "./typed.js";

export interface EliminationQuestion {
  readonly hypotheses: readonly LinearAtom[];
  /** The negated goal, an inequality, and the index by which steps name it. */
  readonly negatedGoal: LinearAtom;
  readonly negated: number;
  readonly cone: Cone;
  /** Only the first this many members of the cone take part. */
  readonly members: number;
  readonly column: (symbol: number) => number;
}

export interface Eliminator {
  /** Steps that end in a contradiction, or null. */
  refute(question: EliminationQuestion, budget: { steps: number }): readonly LinearStep[] | null;
}

const MAX_ROWS = 1024;
const MAX_COLUMNS = 96;
/** Rows alive at a time; more is an explosion that seldom ends well. */
const MAX_LIVE = 192;
/** Everything of at most this magnitude is exact, and so is every product or sum found to be at most this. */
const EXACT = Number.MAX_SAFE_INTEGER;
const TABLE = 4096;

const NO_ROW = -1;
/** Returned by `add` for a row that is a contradiction. */
const CONTRADICTION = -2;
/** Returned by `add` when the row store is full. */
const FULL = -3;

export function createEliminator(): Eliminator {
  const coefficients = new Float64Array(MAX_ROWS * MAX_COLUMNS);
  const constants = new Float64Array(MAX_ROWS);
  const equality = new Uint8Array(MAX_ROWS);
  const alive = new Uint8Array(MAX_ROWS);
  /** Index by which steps name an original row; derived rows have their parents instead. */
  const origin = new Int32Array(MAX_ROWS);
  const derived = new Uint8Array(MAX_ROWS);
  const parentA = new Int32Array(MAX_ROWS);
  const parentB = new Int32Array(MAX_ROWS);
  const factorA = new Float64Array(MAX_ROWS);
  const factorB = new Float64Array(MAX_ROWS);
  const divisor = new Float64Array(MAX_ROWS);
  /** Alive rows, in order of making. */
  const live = new Int32Array(MAX_ROWS);
  const positive = new Int32Array(MAX_COLUMNS);
  const negative = new Int32Array(MAX_COLUMNS);
  const upper = new Int32Array(MAX_ROWS);
  const lower = new Int32Array(MAX_ROWS);
  /** Rows by hash of their coefficients; an entry counts when its stamp is the present round's. */
  const table = new Int32Array(TABLE);
  const stamps = new Int32Array(TABLE);
  let round = 0;
  let rows = 0;
  let liveCount = 0;
  let width = 0;
  let contradiction = NO_ROW;

  const refuted = (): boolean => contradiction !== NO_ROW;

  function reset(columns: number): void {
    round++;
    rows = 0;
    liveCount = 0;
    width = columns;
    contradiction = NO_ROW;
    positive.fill(0, 0, columns);
    negative.fill(0, 0, columns);
  }

  function count(row: number, by: 1 | -1): void {
    const base = row * width;
    for (let c = 0; c < width; c++) {
      const value = at64(coefficients, base + c);
      if (value > 0) positive[c] = at32(positive, c) + by;
      else if (value < 0) negative[c] = at32(negative, c) + by;
    }
  }

  function kill(row: number): void {
    if (alive[row] === 0) return;
    alive[row] = 0;
    count(row, -1);
  }

  /**
   * Takes the row written at slot `rows` into the system: tightens it, drops it when trivial or weaker than one that is there.
   * The provenance of the slot is set already.
   */
  function add(isEquality: boolean): number {
    const row = rows;
    const base = row * width;
    let common = 0;
    let hash = isEquality ? 17 : 19;
    for (let c = 0; c < width; c++) {
      const value = at64(coefficients, base + c);
      if (value === 0) continue;
      if (common !== 1) common = greatestCommon(common, value < 0 ? -value : value);
    }
    let constant = at64(constants, row);
    equality[row] = isEquality ? 1 : 0;
    alive[row] = 0;
    divisor[row] = 1;
    if (common === 0) {
      if (isEquality ? constant === 0 : constant <= 0) return NO_ROW;
      contradiction = row;
      rows++;
      return CONTRADICTION;
    }
    if (common > 1) {
      divisor[row] = common;
      if (isEquality && constant % common !== 0) {
        contradiction = row;
        rows++;
        return CONTRADICTION;
      }
      constant = Math.ceil(constant / common);
      constants[row] = constant === 0 ? 0 : constant;
    }
    for (let c = 0; c < width; c++) {
      let value = at64(coefficients, base + c);
      if (common > 1 && value !== 0) {
        value /= common;
        coefficients[base + c] = value;
      }
      hash = Math.imul(hash, 31) + (value | 0);
    }
    return enter(row, hash, isEquality);
  }

  function enter(row: number, hash: number, isEquality: boolean): number {
    let slot = (hash ^ (hash >>> 15)) & (TABLE - 1);
    while (stamps[slot] === round) {
      const other = at32(table, slot);
      if (alive[other] === 1 && sameCoefficients(other, row) && (equality[other] === 1) === isEquality) {
        // `s + c <= 0` is the stronger the greater `c`. Two equalities that differ contradict by subtraction; both stay for that.
        const [a, b] = [at64(constants, other), at64(constants, row)];
        if (a === b || (!isEquality && a > b)) return NO_ROW;
        if (!isEquality) {
          kill(other);
          break;
        }
      }
      slot = (slot + 1) & (TABLE - 1);
    }
    if (rows + 1 >= MAX_ROWS) return FULL;
    stamps[slot] = round;
    table[slot] = row;
    alive[row] = 1;
    live[liveCount++] = row;
    rows++;
    count(row, 1);
    return row;
  }

  function sameCoefficients(a: number, b: number): boolean {
    const [p, q] = [a * width, b * width];
    for (let c = 0; c < width; c++) if (coefficients[p + c] !== coefficients[q + c]) return false;
    return true;
  }

  function load(atom: LinearAtom, index: number, column: (symbol: number) => number): number {
    if (!isExact(atom)) return NO_ROW;
    if (rows + 1 >= MAX_ROWS) return FULL;
    const base = rows * width;
    coefficients.fill(0, base, base + width);
    const { symbols } = atom;
    for (let k = 0; k < symbols.length; k++) {
      const slot = base + column(symbols[k] ?? 0);
      coefficients[slot] = at64(coefficients, slot) + (atom.coefficients[k] ?? 0);
    }
    constants[rows] = atom.constant;
    origin[rows] = index;
    derived[rows] = 0;
    return add(atom.relation === "==");
  }

  /** Writes and takes in `p * a + q * b`. A row with an inexact entry is dropped. */
  function combine(a: number, p: number, b: number, q: number): number {
    if (rows + 1 >= MAX_ROWS) return FULL;
    const target = rows * width;
    const left = a * width;
    const right = b * width;
    for (let c = 0; c < width; c++) {
      const x = p * at64(coefficients, left + c);
      const y = q * at64(coefficients, right + c);
      const sum = x + y;
      if (!(Math.abs(x) <= EXACT && Math.abs(y) <= EXACT && Math.abs(sum) <= EXACT)) return NO_ROW;
      coefficients[target + c] = sum === 0 ? 0 : sum;
    }
    const x = p * at64(constants, a);
    const y = q * at64(constants, b);
    if (!(Math.abs(x) <= EXACT && Math.abs(y) <= EXACT && Math.abs(x + y) <= EXACT)) return NO_ROW;
    constants[rows] = x + y === 0 ? 0 : x + y;
    derived[rows] = 1;
    parentA[rows] = a;
    parentB[rows] = b;
    factorA[rows] = p;
    factorB[rows] = q;
    return add(equality[a] === 1 && equality[b] === 1);
  }

  /** Drops dead rows from the list of live ones. */
  function compact(): void {
    let kept = 0;
    for (let k = 0; k < liveCount; k++) {
      const row = at32(live, k);
      if (alive[row] === 1) live[kept++] = row;
    }
    liveCount = kept;
  }

  /** An equality and one of its columns to solve for: the least coefficient in magnitude, then the rarest column. */
  function pickPivot(): { row: number; column: number } | null {
    let best: { row: number; column: number } | null = null;
    let bestSize = Infinity;
    let bestUses = Infinity;
    for (let k = 0; k < liveCount; k++) {
      const row = at32(live, k);
      if (alive[row] === 0 || equality[row] === 0) continue;
      for (let c = 0; c < width; c++) {
        const size = Math.abs(at64(coefficients, row * width + c));
        if (size === 0 || size > bestSize) continue;
        const uses = at32(positive, c) + at32(negative, c);
        if (size === bestSize && uses >= bestUses) continue;
        best = { row, column: c };
        bestSize = size;
        bestUses = uses;
      }
    }
    return best;
  }

  /** Solves every equality for a column and substitutes it. False when out of budget or room. */
  function substitute(budget: { steps: number }): boolean {
    for (;;) {
      const pivot = pickPivot();
      if (pivot === null) return true;
      const { row, column } = pivot;
      const own = at64(coefficients, row * width + column);
      // Rows made meanwhile lack the column, so the present count is enough.
      const until = liveCount;
      for (let k = 0; k < until; k++) {
        const other = at32(live, k);
        if (other === row || alive[other] === 0) continue;
        const value = at64(coefficients, other * width + column);
        if (value === 0) continue;
        if (--budget.steps < 0) return false;
        const common = greatestCommon(Math.abs(own), Math.abs(value));
        kill(other);
        const made = combine(other, Math.abs(own) / common, row, (own > 0 ? -value : value) / common);
        if (made === CONTRADICTION || made === FULL) return made === CONTRADICTION;
      }
      kill(row);
      compact();
    }
  }

  /** The column whose elimination adds fewest rows; -1 when none is left. */
  function pickColumn(): number {
    let best = -1;
    let bestCost = Infinity;
    for (let c = 0; c < width; c++) {
      const up = at32(positive, c);
      const down = at32(negative, c);
      if (up + down === 0) continue;
      const cost = up * down - up - down;
      if (cost < bestCost) {
        best = c;
        bestCost = cost;
      }
    }
    return best;
  }

  function eliminate(budget: { steps: number }): void {
    for (;;) {
      const column = pickColumn();
      if (column < 0) return;
      let ups = 0;
      let downs = 0;
      for (let k = 0; k < liveCount; k++) {
        const row = at32(live, k);
        if (alive[row] === 0) continue;
        const value = at64(coefficients, row * width + column);
        if (value > 0) upper[ups++] = row;
        else if (value < 0) lower[downs++] = row;
      }
      for (let k = 0; k < ups; k++) kill(at32(upper, k));
      for (let k = 0; k < downs; k++) kill(at32(lower, k));
      compact();
      for (let i = 0; i < ups; i++) {
        const a = at32(upper, i);
        const p = at64(coefficients, a * width + column);
        for (let j = 0; j < downs; j++) {
          if (--budget.steps < 0 || liveCount > MAX_LIVE) return;
          const b = at32(lower, j);
          const q = -at64(coefficients, b * width + column);
          const common = greatestCommon(p, q);
          const made = combine(a, q / common, b, p / common);
          if (made === CONTRADICTION || made === FULL) return;
        }
      }
    }
  }

  /** The steps that lead to the contradiction, ancestors first (rows are numbered in order of making). */
  function explain(hypothesisCount: number): readonly LinearStep[] {
    const needed = new Uint8Array(contradiction + 1);
    needed[contradiction] = 1;
    for (let row = contradiction; row >= 0; row--) {
      if (needed[row] === 0 || derived[row] === 0) continue;
      needed[at32(parentA, row)] = 1;
      needed[at32(parentB, row)] = 1;
    }
    const steps: LinearStep[] = [];
    const names = new Int32Array(contradiction + 1);
    for (let row = 0; row <= contradiction; row++) {
      if (needed[row] === 0) continue;
      const size = at64(divisor, row);
      if (derived[row] === 0 && size === 1 && row !== contradiction) {
        names[row] = at32(origin, row);
        continue;
      }
      names[row] = hypothesisCount + steps.length;
      const from =
        derived[row] === 0
          ? [{ index: at32(origin, row), multiplier: 1 }]
          : [
              { index: at32(names, at32(parentA, row)), multiplier: at64(factorA, row) },
              { index: at32(names, at32(parentB, row)), multiplier: at64(factorB, row) },
            ];
      steps.push({ from, divisor: size });
    }
    return steps;
  }

  function refute(question: EliminationQuestion, budget: { steps: number }): readonly LinearStep[] | null {
    const { hypotheses, cone, column } = question;
    // Members come with their columns in ascending order, so a prefix of members needs a prefix of columns.
    let needed = question.negatedGoal.symbols.length;
    if (needed > MAX_COLUMNS) return null;
    let members = 0;
    for (; members < question.members && members < cone.size; members++) {
      let most = needed;
      for (const symbol of hypotheses[at32(cone.members, members)]?.symbols ?? []) most = Math.max(most, column(symbol) + 1);
      if (most > MAX_COLUMNS) break;
      needed = most;
    }
    reset(needed);
    load(question.negatedGoal, question.negated, column);
    for (let m = 0; m < members && !refuted(); m++) {
      const index = at32(cone.members, m);
      const atom = hypotheses[index];
      if (atom === undefined) continue;
      if (--budget.steps < 0) return null;
      load(atom, index, column);
    }
    if (!refuted() && substitute(budget) && !refuted()) eliminate(budget);
    return refuted() ? explain(hypotheses.length) : null;
  }

  return { refute };
}

/** Whether all entries of the atom are integers that doubles represent together with their neighbours. */
function isExact(atom: LinearAtom): boolean {
  if (!Number.isSafeInteger(atom.constant)) return false;
  for (const coefficient of atom.coefficients) if (!Number.isSafeInteger(coefficient)) return false;
  return true;
}

function greatestCommon(a: number, b: number): number {
  let x = a;
  let y = b;
  while (y !== 0) {
    const rest = x % y;
    x = y;
    y = rest;
  }
  return x;
}
