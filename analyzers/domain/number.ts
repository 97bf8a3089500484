/**
 * Sets of doubles: interval x integrality x congruence, with NaN and -0 apart.
 *
 * Order: inclusion of the sets described. Height: the bounds move through the doubles, so joins alone do not end in any useful time;
 * `widenNumber` moves a bound at most once per threshold, then to infinity. Apart from bounds a chain has at most 3 flag changes and 27
 * moduli (each divides the one before).
 *
 * Normal form (made by `makeNumber`, relied on by `equalNumbers`): bounds are never NaN or -0; with `integer`, finite bounds are integers
 * and, below 2^52, members of the residue class; `negativeZero` only when 0 is a member; a single value has modulus 1 (the
 * bounds say it all); an empty range is `lo = +Infinity, hi = -Infinity, integer, modulus 1`.
 */
import { ANY_INTEGER, congruence, joinCongruence, meetCongruence, type Congruence, floorMod } from "./congruence.js";
import { unsignedZero } from "./interval.js";

export interface AbstractNumber {
  /** Bounds of the numbers that are not NaN; an infinite bound means "possibly infinite". `lo > hi` only when just NaN is possible. */
  readonly lo: number;
  readonly hi: number;
  /** Every finite number it may be is an integer. */
  readonly integer: boolean;
  readonly nan: boolean;
  /** It may be -0. (Then +0 is described too.) */
  readonly negativeZero: boolean;
  /** With `integer`: every finite value is congruent to `residue` modulo `modulus`, `0 <= residue < modulus`. 1 says nothing. */
  readonly modulus: number;
  readonly residue: number;
}

export const NAN_ONLY: AbstractNumber = {
  lo: Infinity,
  hi: -Infinity,
  integer: true,
  nan: true,
  negativeZero: false,
  modulus: 1,
  residue: 0,
};

export const ANY_NUMBER: AbstractNumber = {
  lo: -Infinity,
  hi: Infinity,
  integer: false,
  nan: true,
  negativeZero: true,
  modulus: 1,
  residue: 0,
};

export const ZERO: AbstractNumber = { lo: 0, hi: 0, integer: true, nan: false, negativeZero: false, modulus: 1, residue: 0 };

export interface NumberParts {
  readonly lo: number;
  readonly hi: number;
  readonly integer: boolean;
  readonly nan: boolean;
  readonly negativeZero: boolean;
  readonly congruence: Congruence;
}

/** Beyond this magnitude bounds are not moved to the next member of the residue class (the sum might round). */
const ALIGN_LIMIT = 2 ** 52;

/** The normal form of a description; null when no number, not even NaN, satisfies it. */
export function makeNumber(parts: NumberParts): AbstractNumber | null {
  let { lo, hi } = parts;
  let modulus = 1;
  let residue = 0;
  if (parts.integer) {
    lo = Math.ceil(lo);
    hi = Math.floor(hi);
    ({ modulus, residue } = parts.congruence);
    if (modulus === 0) {
      // A known value; with infinite bounds it is only known of the finite members.
      if (lo !== -Infinity) lo = Math.max(lo, residue);
      if (hi !== Infinity) hi = Math.min(hi, residue);
      modulus = 1;
      residue = 0;
    }
    if (modulus > 1) {
      if (Math.abs(lo) <= ALIGN_LIMIT) lo += floorMod(residue - (lo % modulus), modulus);
      if (Math.abs(hi) <= ALIGN_LIMIT) hi -= floorMod((hi % modulus) - residue, modulus);
    }
  }
  if (!(lo <= hi)) return parts.nan ? NAN_ONLY : null;
  lo = unsignedZero(lo);
  hi = unsignedZero(hi);
  const single = lo === hi;
  // Bounds too large to align may meet outside the residue class.
  if (single && modulus > 1 && Number.isFinite(lo) && floorMod(lo, modulus) !== residue) return parts.nan ? NAN_ONLY : null;
  return {
    lo,
    hi,
    integer: single ? Number.isInteger(lo) || !Number.isFinite(lo) : parts.integer,
    nan: parts.nan,
    negativeZero: parts.negativeZero && lo <= 0 && hi >= 0 && residue === 0,
    modulus: single ? 1 : modulus,
    residue: single ? 0 : residue,
  };
}

/** `[lo, hi]` of integers or of all numbers, without NaN and -0. */
export function rangeNumber(lo: number, hi: number, kind: "integer" | "any"): AbstractNumber | null {
  return makeNumber({ lo, hi, integer: kind === "integer", nan: false, negativeZero: false, congruence: ANY_INTEGER });
}

export function constantNumber(value: number): AbstractNumber {
  if (Number.isNaN(value)) return NAN_ONLY;
  const bound = unsignedZero(value);
  return {
    lo: bound,
    hi: bound,
    integer: Number.isInteger(value) || !Number.isFinite(value),
    nan: false,
    negativeZero: Object.is(value, -0),
    modulus: 1,
    residue: 0,
  };
}

export const isEmptyRange = (a: AbstractNumber): boolean => a.lo > a.hi;
/** 0 lies within the bounds, whether or not it is a member. */
export const straddlesZero = (a: AbstractNumber): boolean => a.lo <= 0 && a.hi >= 0;
/** +0 is a member (residue 0 is also what modulus 1 has). */
export const containsZero = (a: AbstractNumber): boolean => a.lo <= 0 && a.hi >= 0 && a.residue === 0;
export const mayBeInfinite = (a: AbstractNumber): boolean => a.lo === -Infinity || a.hi === Infinity;

/** The one value, when NaN is excluded and the bounds meet (+0 and -0 count as one). */
export function singleNumber(a: AbstractNumber): number | null {
  return a.lo === a.hi && !a.nan ? a.lo : null;
}

/** The residue class of the finite members: modulus 0 for a single integer. Only meaningful with `integer` and a non-empty range. */
export function congruenceOf(a: AbstractNumber): Congruence {
  if (a.lo === a.hi && Number.isFinite(a.lo)) return { modulus: 0, residue: a.lo };
  return a.modulus === 1 ? ANY_INTEGER : { modulus: a.modulus, residue: a.residue };
}

export function joinNumbers(a: AbstractNumber, b: AbstractNumber): AbstractNumber {
  if (a === b || equalNumbers(a, b)) return a;
  if (isEmptyRange(a)) return b.nan || !a.nan ? b : { ...b, nan: true };
  if (isEmptyRange(b)) return a.nan || !b.nan ? a : { ...a, nan: true };
  const integer = a.integer && b.integer;
  const joined = makeNumber({
    lo: Math.min(a.lo, b.lo),
    hi: Math.max(a.hi, b.hi),
    integer,
    nan: a.nan || b.nan,
    negativeZero: a.negativeZero || b.negativeZero,
    congruence: integer ? joinFinite(a, b) : ANY_INTEGER,
  });
  return joined ?? a;
}

/** A side that is only infinite constrains no finite value. */
function joinFinite(a: AbstractNumber, b: AbstractNumber): Congruence {
  if (a.lo === a.hi && !Number.isFinite(a.lo)) return congruenceOf(b);
  if (b.lo === b.hi && !Number.isFinite(b.lo)) return congruenceOf(a);
  return joinCongruence(congruenceOf(a), congruenceOf(b));
}

/** Common members (over-approximated only where residue classes with a very large common modulus meet). */
export function meetNumbers(a: AbstractNumber, b: AbstractNumber): AbstractNumber | null {
  let lo = Math.max(a.lo, b.lo);
  let hi = Math.min(a.hi, b.hi);
  const integer = a.integer || b.integer;
  let common: Congruence | null = ANY_INTEGER;
  if (integer) common = meetCongruence(congruence(a.modulus, a.residue), congruence(b.modulus, b.residue));
  if (common === null) {
    // No finite member is left; the claims on residues leave the infinities alone. Where both remain, any class is true of the none
    // between them: the one of `a` keeps the result below `a`.
    lo = lo === -Infinity ? lo : Infinity;
    hi = hi === Infinity ? hi : -Infinity;
    common = classOf(a);
  }
  return makeNumber({
    lo,
    hi,
    integer,
    nan: a.nan && b.nan,
    negativeZero: a.negativeZero && b.negativeZero,
    congruence: common,
  });
}

/** Sound, and exact on normal forms except that an interval's implied integrality or congruence is not derived. */
export function leqNumber(a: AbstractNumber, b: AbstractNumber): boolean {
  if (a.nan && !b.nan) return false;
  if (isEmptyRange(a)) return true;
  if (a.lo < b.lo || a.hi > b.hi || (a.negativeZero && !b.negativeZero)) return false;
  if (!b.integer) return true;
  if (!a.integer) return false;
  if (b.modulus === 1) return true;
  if (a.lo === a.hi) return !Number.isFinite(a.lo) || floorMod(a.lo, b.modulus) === b.residue;
  return a.modulus % b.modulus === 0 && a.residue % b.modulus === b.residue;
}

export function equalNumbers(a: AbstractNumber, b: AbstractNumber): boolean {
  return (
    a.lo === b.lo &&
    a.hi === b.hi &&
    a.integer === b.integer &&
    a.nan === b.nan &&
    a.negativeZero === b.negativeZero &&
    a.modulus === b.modulus &&
    a.residue === b.residue
  );
}

/**
 * An upper bound of both that makes every ascending chain finite: a bound that moves goes to the next threshold (ascending list) in its
 * direction, else to infinity.
 */
export function widenNumber(previous: AbstractNumber, next: AbstractNumber, thresholds: readonly number[]): AbstractNumber {
  const joined = joinNumbers(previous, next);
  if (isEmptyRange(previous) || isEmptyRange(joined)) return joined;
  let { lo, hi } = joined;
  if (lo < previous.lo) {
    let bound = -Infinity;
    for (const threshold of thresholds) if (threshold <= lo && threshold > bound) bound = threshold;
    lo = bound;
  }
  if (hi > previous.hi) {
    let bound = Infinity;
    for (const threshold of thresholds) if (threshold >= hi && threshold < bound) bound = threshold;
    hi = bound;
  }
  // The joined class contains `joined.lo` and `joined.hi`, so aligning the thresholds to it never moves a bound inside them.
  const widened = makeNumber({
    lo,
    hi,
    integer: joined.integer,
    nan: joined.nan,
    negativeZero: joined.negativeZero,
    congruence: classOf(joined),
  });
  return widened ?? joined;
}

/** The class as stored: modulus 1 also for a single value. What `makeNumber` takes to keep a description's class. */
export function classOf(a: AbstractNumber): Congruence {
  return a.modulus === 1 ? ANY_INTEGER : { modulus: a.modulus, residue: a.residue };
}

export function containsNumber(a: AbstractNumber, value: number): boolean {
  if (Number.isNaN(value)) return a.nan;
  if (value < a.lo || value > a.hi) return false;
  if (Object.is(value, -0)) return a.negativeZero;
  if (!Number.isFinite(value) || !a.integer) return true;
  return Number.isInteger(value) && (a.modulus === 1 || floorMod(value, a.modulus) === a.residue);
}
