/**
 * `+ - * / % **` and negation on abstract numbers.
 *
 * Why bounds by double arithmetic are sound: for fixed `y`, `x + y`, `x * y` and (away from zero divisors) `x / y` are monotone in `x`
 * over the reals, and rounding to nearest is monotone, so the rounded result of any members lies between rounded results at corners of
 * the box. Integers: sums and products of integers are integers, and rounding an integer to double gives an integer or an infinity
 * (every double of magnitude >= 2^53 is an integer). Residues survive only where no rounding can happen (results below 2^53), except
 * that multiples of a power of two stay multiples of it.
 */
import {
  addCongruence,
  afterRounding,
  ANY_INTEGER,
  congruence,
  gcd,
  multiplyCongruence,
  negateCongruence,
  type Congruence,
} from "./congruence.js";
import { MAX_EXACT } from "./interval.js";
import {
  ANY_NUMBER,
  congruenceOf,
  constantNumber,
  containsZero,
  isEmptyRange,
  makeNumber,
  mayBeInfinite,
  NAN_ONLY,
  singleNumber,
  straddlesZero,
  type AbstractNumber,
} from "./number.js";

/** A result of arithmetic always exists: some member pair gives a number or NaN. */
function built(number: AbstractNumber | null): AbstractNumber {
  return number ?? ANY_NUMBER;
}

/** Rounded results of magnitude below 2^53 are exact: a sum or product that rounds is at least 2^53 + 1 before and 2^53 after. */
const exactWithin = (lo: number, hi: number): boolean => lo >= -MAX_EXACT && hi <= MAX_EXACT;

/** May be a negative number or -0. */
const mayBeNegative = (a: AbstractNumber): boolean => a.lo < 0 || a.negativeZero;
/** May be a positive number or +0. */
const mayBePositive = (a: AbstractNumber): boolean => a.hi > 0 || containsZero(a);

export function negate(a: AbstractNumber): AbstractNumber {
  if (isEmptyRange(a)) return a;
  return built(
    makeNumber({
      lo: -a.hi,
      hi: -a.lo,
      integer: a.integer,
      nan: a.nan,
      negativeZero: containsZero(a),
      congruence: a.integer ? negateCongruence(congruenceOf(a)) : ANY_INTEGER,
    }),
  );
}

export function add(a: AbstractNumber, b: AbstractNumber): AbstractNumber {
  if (isEmptyRange(a) || isEmptyRange(b)) return NAN_ONLY;
  const opposed = (a.hi === Infinity && b.lo === -Infinity) || (a.lo === -Infinity && b.hi === Infinity);
  let lo = a.lo + b.lo;
  let hi = a.hi + b.hi;
  // Infinity - Infinity at a corner: the other members of that side give the infinity of either sign.
  if (Number.isNaN(lo)) lo = -Infinity;
  if (Number.isNaN(hi)) hi = Infinity;
  const integer = a.integer && b.integer;
  let residues: Congruence = ANY_INTEGER;
  if (integer) {
    residues = addCongruence(shrink(congruenceOf(a), a, b), shrink(congruenceOf(b), b, a));
    if (!exactWithin(lo, hi)) residues = afterRounding(residues);
  }
  return built(
    makeNumber({
      lo,
      hi,
      integer,
      nan: a.nan || b.nan || opposed,
      // x + y is -0 only for -0 + -0; exact cancellation gives +0 and sums do not underflow.
      negativeZero: a.negativeZero && b.negativeZero,
      congruence: residues,
    }),
  );
}

/** A large constant is reduced to a class of the other operand's modulus so that sums of residues are exact. */
function shrink(own: Congruence, self: AbstractNumber, other: AbstractNumber): Congruence {
  if (own.modulus !== 0 || Math.abs(self.lo) <= 2 ** 51) return own;
  return other.modulus > 1 ? congruence(other.modulus, own.residue) : congruence(2 ** 26, own.residue);
}

export function subtract(a: AbstractNumber, b: AbstractNumber): AbstractNumber {
  // IEEE 754: x - y is x + (-y), signs of zero included.
  return add(a, negate(b));
}

/** The hull of four corners; a NaN corner (0 * Infinity, Infinity / Infinity) stands for results at its limit, of which 0 is the one not already there. */
function hull(p: number, q: number, r: number, s: number): { lo: number; hi: number } {
  const a = Number.isNaN(p) ? 0 : p;
  const b = Number.isNaN(q) ? 0 : q;
  const c = Number.isNaN(r) ? 0 : r;
  const d = Number.isNaN(s) ? 0 : s;
  return { lo: Math.min(a, b, c, d), hi: Math.max(a, b, c, d) };
}

export function multiply(a: AbstractNumber, b: AbstractNumber): AbstractNumber {
  if (isEmptyRange(a) || isEmptyRange(b)) return NAN_ONLY;
  const { lo, hi } = hull(a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi);
  const integer = a.integer && b.integer;
  let residues: Congruence = ANY_INTEGER;
  if (integer) {
    residues = multiplyCongruence(congruenceOf(a), congruenceOf(b));
    if (!exactWithin(lo, hi)) residues = afterRounding(residues);
  }
  // A product is zero when a factor is, or by underflow of fractions; its sign is the product of the signs.
  const mayBeZero = containsZero(a) || containsZero(b) || !integer;
  const mayBeMinus = (mayBeNegative(a) && mayBePositive(b)) || (mayBePositive(a) && mayBeNegative(b));
  return built(
    makeNumber({
      lo,
      hi,
      integer,
      nan: a.nan || b.nan || (mayBeInfinite(a) && containsZero(b)) || (containsZero(a) && mayBeInfinite(b)),
      negativeZero: mayBeZero && mayBeMinus,
      congruence: residues,
    }),
  );
}

export function divide(a: AbstractNumber, b: AbstractNumber): AbstractNumber {
  if (isEmptyRange(a) || isEmptyRange(b)) return NAN_ONLY;
  const zeroDivisor = containsZero(b);
  let lo = -Infinity;
  let hi = Infinity;
  // A divisor that may be both +0 and negative (or -0) gives infinities of both signs. From +0 up the corners say it: x / +0 is the limit.
  if (!straddlesZero(b) || (b.lo === 0 && !b.negativeZero))
    ({ lo, hi } = hull(a.lo / b.lo, a.lo / b.hi, a.hi / b.lo, a.hi / b.hi));
  let integer = false;
  let residues: Congruence = ANY_INTEGER;
  const divisor = singleNumber(b);
  if (divisor !== null && a.integer && divisor !== 0 && Number.isInteger(divisor)) {
    const size = Math.abs(divisor);
    const { modulus, residue } = congruenceOf(a);
    // Every finite member is a multiple of the divisor: the exact quotient is an integer, of magnitude at most the dividend's.
    if (modulus % size === 0 && residue % size === 0) {
      integer = true;
      if (exactWithin(a.lo, a.hi)) residues = congruence(modulus / size, residue / divisor);
    }
  }
  const mayBeMinus = (mayBeNegative(a) && mayBePositive(b)) || (mayBePositive(a) && mayBeNegative(b));
  return built(
    makeNumber({
      lo,
      hi,
      integer,
      nan: a.nan || b.nan || (containsZero(a) && zeroDivisor) || (mayBeInfinite(a) && mayBeInfinite(b)),
      // Zero comes of a zero dividend, an infinite divisor or underflow; only the sign is worth a test.
      negativeZero: mayBeMinus,
      congruence: residues,
    }),
  );
}

/** `%` is exact (fmod): the sign of the dividend, magnitude below the divisor's and at most the dividend's. */
export function remainder(a: AbstractNumber, b: AbstractNumber): AbstractNumber {
  if (isEmptyRange(a) || isEmptyRange(b)) return NAN_ONLY;
  const nan = a.nan || b.nan || mayBeInfinite(a) || containsZero(b);
  // An infinite dividend gives NaN, so only the finite members count.
  const alo = Math.max(a.lo, -Number.MAX_VALUE);
  const ahi = Math.min(a.hi, Number.MAX_VALUE);
  const greatest = Math.max(Math.abs(b.lo), Math.abs(b.hi));
  if (alo > ahi || greatest === 0) return NAN_ONLY;
  const least = straddlesZero(b) ? 0 : Math.min(Math.abs(b.lo), Math.abs(b.hi));
  const integer = a.integer && b.integer;
  const unchanged = Math.max(Math.abs(alo), Math.abs(ahi)) < least;
  const limit = integer && greatest <= MAX_EXACT ? greatest - 1 : greatest;
  const { modulus, residue } = congruenceOf(a);
  const divisors = congruenceOf(b);
  // r = a - q b for an integer q: congruent to a modulo anything that divides b.
  const common = gcd(modulus, gcd(divisors.modulus, divisors.residue));
  return built(
    makeNumber({
      lo: unchanged ? alo : alo >= 0 ? 0 : Math.max(alo, -limit),
      hi: unchanged ? ahi : ahi <= 0 ? 0 : Math.min(ahi, limit),
      integer: unchanged ? a.integer : integer,
      nan,
      negativeZero: mayBeNegative(a),
      congruence: unchanged ? classUnchanged(a) : integer ? congruence(common, residue) : ANY_INTEGER,
    }),
  );
}

function classUnchanged(a: AbstractNumber): Congruence {
  return a.integer ? congruenceOf(a) : ANY_INTEGER;
}

/**
 * ECMA-262 leaves `**` implementation-approximated, so beyond signs only small integer powers are claimed: results up to 2^53 of an
 * integer base and a constant exponent, which every engine computes exactly (their pow is within one unit in the last place and exact
 * where the result is representable).
 */
export function power(a: AbstractNumber, b: AbstractNumber): AbstractNumber {
  const exponent = singleNumber(b);
  // x ** 0 is 1 even for NaN.
  if (exponent === 0) return constantNumber(1);
  if (isEmptyRange(b)) return NAN_ONLY;
  if (isEmptyRange(a)) return containsZero(b) ? { ...constantNumber(1), nan: true } : NAN_ONLY;
  if (exponent !== null && exponent > 0 && exponent <= 53 && Number.isInteger(exponent) && a.integer) {
    const lo = integerPower(a.lo, exponent);
    const hi = integerPower(a.hi, exponent);
    if (exactWithin(Math.min(lo, hi), Math.max(lo, hi))) {
      const even = exponent % 2 === 0;
      return built(
        makeNumber({
          lo: even && straddlesZero(a) ? 0 : Math.min(lo, hi),
          hi: Math.max(lo, hi),
          integer: true,
          nan: a.nan,
          negativeZero: a.negativeZero && !even,
          congruence: ANY_INTEGER,
        }),
      );
    }
  }
  const base = singleNumber(a);
  if (base === 2 && b.integer && b.lo >= 0 && b.hi <= 52) {
    return built(
      makeNumber({ lo: 2 ** b.lo, hi: 2 ** b.hi, integer: true, nan: b.nan, negativeZero: false, congruence: ANY_INTEGER }),
    );
  }
  // A base that is not negative (and not -0) has no negative powers.
  return mayBeNegative(a) ? ANY_NUMBER : { ...ANY_NUMBER, lo: 0, negativeZero: false };
}

/** Exact by repeated multiplication while below 2^53, else too large in magnitude. */
function integerPower(base: number, exponent: number): number {
  let result = 1;
  for (let k = 0; k < exponent; k++) {
    result *= base;
    if (!(Math.abs(result) <= MAX_EXACT)) return Infinity;
  }
  return result;
}
