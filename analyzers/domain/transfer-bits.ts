/**
 * ToInt32, ToUint32 and the operators on 32-bit integers. Results are integers without NaN and -0. Residues modulo powers of two are the
 * known low bits: `& | ^` work bit by bit, so the bits below the first unknown one carry over.
 */
import { ANY_INTEGER, congruence, floorMod, gcd, multiplyCongruence, powerOfTwoPart, type Congruence } from "./congruence.js";
import {
  ANY_NUMBER,
  congruenceOf,
  isEmptyRange,
  joinNumbers,
  makeNumber,
  mayBeInfinite,
  singleNumber,
  ZERO,
  type AbstractNumber,
} from "./number.js";
import { multiply } from "./transfer-arithmetic.js";

const TWO_32 = 4294967296;
const INT_MIN = -2147483648;
const INT_MAX = 2147483647;

function integers(lo: number, hi: number, residues: Congruence): AbstractNumber {
  return makeNumber({ lo, hi, integer: true, nan: false, negativeZero: false, congruence: residues }) ?? ANY_NUMBER;
}

/** ToInt32 of every member (ECMA-262 7.1.6): truncate, then the representative modulo 2^32 in [-2^31, 2^31). NaN and infinities give 0. */
export function toInt32(a: AbstractNumber): AbstractNumber {
  return wrap(a, INT_MIN);
}

/** ToUint32: the representative in [0, 2^32). */
export function toUint32(a: AbstractNumber): AbstractNumber {
  return wrap(a, 0);
}

function wrap(a: AbstractNumber, floor: number): AbstractNumber {
  if (isEmptyRange(a)) return ZERO;
  const lo = Math.trunc(a.lo);
  const hi = Math.trunc(a.hi);
  const residues = a.integer ? congruenceOf(a) : ANY_INTEGER;
  let finite: AbstractNumber;
  // Truncation is monotone; when both ends wrap by the same multiple of 2^32 so does everything between.
  if (
    Number.isSafeInteger(lo) &&
    Number.isSafeInteger(hi) &&
    Math.floor((lo - floor) / TWO_32) === Math.floor((hi - floor) / TWO_32)
  ) {
    const offset = Math.floor((lo - floor) / TWO_32) * TWO_32;
    const { modulus, residue } = residues;
    finite = integers(
      lo - offset,
      hi - offset,
      modulus === 0 ? ANY_INTEGER : offset === 0 ? residues : congruence(modulus, floorMod(residue - offset, modulus)),
    );
  } else {
    // Adding multiples of 2^32 keeps only the low bits.
    finite = integers(floor, floor + TWO_32 - 1, lowBits(residues));
  }
  return a.nan || mayBeInfinite(a) ? joinNumbers(finite, ZERO) : finite;
}

/** The low bits (at most 26) that a class determines. */
function lowBits({ modulus, residue }: Congruence): Congruence {
  return modulus === 0 ? congruence(2 ** 26, residue) : congruence(powerOfTwoPart(modulus), residue);
}

/** How many low bits are known (at most 26 unless the value is a constant: then 32), and what they are. */
function knownBits(a: AbstractNumber): { count: number; bits: number } {
  if (a.lo === a.hi) return { count: 32, bits: a.lo | 0 };
  const modulus = powerOfTwoPart(a.modulus);
  return { count: 31 - Math.clz32(modulus), bits: floorMod(a.residue, modulus) };
}

/** Residue class of a bitwise result: bit k is known when both are, or when one operand's bit decides (0 for `&`, 1 for `|`). */
function bitwiseResidues(a: AbstractNumber, b: AbstractNumber, operator: "&" | "|" | "^"): Congruence {
  const x = knownBits(a);
  const y = knownBits(b);
  let count = 0;
  let bits = 0;
  for (; count < 26; count++) {
    const p = count < x.count ? (x.bits >>> count) & 1 : -1;
    const q = count < y.count ? (y.bits >>> count) & 1 : -1;
    let bit: number;
    if (p >= 0 && q >= 0) bit = operator === "&" ? p & q : operator === "|" ? p | q : p ^ q;
    else if (operator === "&" && (p === 0 || q === 0)) bit = 0;
    else if (operator === "|" && (p === 1 || q === 1)) bit = 1;
    else break;
    bits |= bit << count;
  }
  return congruence(2 ** count, bits);
}

/** Least `2^n - 1` that is >= both, for non-negative arguments: no bit above n is set. */
function ones(a: number, b: number): number {
  return 2 ** (32 - Math.clz32(Math.max(a, b))) - 1;
}

/** For any members: the least `2^n` with all of both within [-2^n, 2^n - 1]; results of bitwise operators stay there (sign extension). */
function span(a: AbstractNumber, b: AbstractNumber): number {
  return ones(Math.max(a.hi, ~a.lo, 0), Math.max(b.hi, ~b.lo, 0)) + 1;
}

export function bitAnd(x: AbstractNumber, y: AbstractNumber): AbstractNumber {
  const a = toInt32(x);
  const b = toInt32(y);
  const masked = maskAnd(a, b) ?? maskAnd(b, a);
  if (masked !== null) return masked;
  // A non-negative operand bounds the result: clearing bits of it only lowers it. Two negative ones: not above either.
  let hi: number;
  if (a.lo >= 0) hi = b.lo >= 0 ? Math.min(a.hi, b.hi) : a.hi;
  else if (b.lo >= 0) hi = b.hi;
  else hi = a.hi < 0 && b.hi < 0 ? Math.min(a.hi, b.hi) : Math.max(a.hi, b.hi);
  const lo = a.lo >= 0 || b.lo >= 0 ? 0 : -span(a, b);
  return integers(lo, hi, bitwiseResidues(a, b, "&"));
}

/** Constant masks `2^k - 1` on values already within, and `-2^k` (rounding down to a multiple, monotone); null for anything else. */
function maskAnd(a: AbstractNumber, mask: AbstractNumber): AbstractNumber | null {
  const m = singleNumber(mask);
  if (m === null) return null;
  if (m >= 0 && (m & (m + 1)) === 0 && a.lo >= 0 && a.hi <= m) return a;
  if (m < 0 && (-m & (-m - 1)) === 0) return integers(a.lo & m, a.hi & m, bitwiseResidues(a, mask, "&"));
  return null;
}

export function bitOr(x: AbstractNumber, y: AbstractNumber): AbstractNumber {
  const a = toInt32(x);
  const b = toInt32(y);
  if (singleNumber(b) === 0) return a;
  if (singleNumber(a) === 0) return b;
  // Setting bits raises a value among those of one sign; a set sign bit in either makes the result negative, not below that operand.
  let lo: number;
  if (a.lo >= 0 && b.lo >= 0) lo = Math.max(a.lo, b.lo);
  else if (a.hi < 0 && b.hi < 0) lo = Math.max(a.lo, b.lo);
  else lo = Math.min(a.lo, b.lo);
  let hi: number;
  if (a.hi < 0 || b.hi < 0) hi = -1;
  else {
    hi = ones(a.hi, b.hi);
    if (a.lo >= 0 && b.lo >= 0) hi = Math.min(hi, a.hi + b.hi);
  }
  return integers(lo, hi, bitwiseResidues(a, b, "|"));
}

export function bitXor(x: AbstractNumber, y: AbstractNumber): AbstractNumber {
  const a = toInt32(x);
  const b = toInt32(y);
  if (singleNumber(b) === 0) return a;
  if (singleNumber(a) === 0) return b;
  if (singleNumber(b) === -1) return bitNot(a);
  const reach = span(a, b);
  // The sign is the xor of the signs; magnitudes stay within the bits of both.
  const maySameSign = (a.hi >= 0 && b.hi >= 0) || (a.lo < 0 && b.lo < 0);
  const mayDiffer = (a.hi >= 0 && b.lo < 0) || (a.lo < 0 && b.hi >= 0);
  return integers(mayDiffer ? -reach : 0, maySameSign ? reach - 1 : -1, bitwiseResidues(a, b, "^"));
}

/** `~x` is `-x - 1`, exactly. */
export function bitNot(x: AbstractNumber): AbstractNumber {
  const a = toInt32(x);
  const { modulus, residue } = congruenceOf(a);
  return integers(~a.hi, ~a.lo, congruence(modulus, -residue - 1));
}

/** `Math.imul`: the product modulo 2^32. */
export function multiply32(x: AbstractNumber, y: AbstractNumber): AbstractNumber {
  const a = toInt32(x);
  const b = toInt32(y);
  const product = multiply(a, b);
  if (product.lo >= INT_MIN && product.hi <= INT_MAX) return { ...product, negativeZero: false };
  // Wrapped around, and perhaps rounded here though not by imul: only the low bits of the exact product are known.
  return integers(INT_MIN, INT_MAX, multiplyCongruence(lowBits(congruenceOf(a)), lowBits(congruenceOf(b))));
}

/** Shift counts are taken modulo 32. */
function shiftCounts(y: AbstractNumber): { least: number; most: number } {
  const count = toUint32(y);
  if (count.hi <= 31) return { least: count.lo, most: count.hi };
  const single = singleNumber(count);
  return single === null ? { least: 0, most: 31 } : { least: single & 31, most: single & 31 };
}

export function shiftLeft(x: AbstractNumber, y: AbstractNumber): AbstractNumber {
  const a = toInt32(x);
  const { least, most } = shiftCounts(y);
  const { modulus, residue } = congruenceOf(a);
  // Exact products while no member leaves int32: monotone in both.
  const lo = a.lo >= 0 ? a.lo * 2 ** least : a.lo * 2 ** most;
  const hi = a.hi >= 0 ? a.hi * 2 ** most : a.hi * 2 ** least;
  const scale = 2 ** least;
  if (lo >= INT_MIN && hi <= INT_MAX) {
    const single = least === most;
    const residues =
      single && Math.abs(residue) * scale <= TWO_32
        ? congruence(modulus * scale, residue * scale)
        : congruence(gcd(scale, 2 ** 26), 0);
    return integers(lo, hi, residues);
  }
  // Wrapped around: the low bits are zeros, then the operand's own known low bits.
  const own = lowBits({ modulus, residue });
  const residues =
    least === most
      ? congruence(Math.min(own.modulus * scale, 2 ** 26), floorMod(own.residue * scale, Math.min(own.modulus * scale, 2 ** 26)))
      : congruence(Math.min(scale, 2 ** 26), 0);
  return integers(INT_MIN, INT_MAX, residues);
}

/** `>>` is floor division by a power of two: monotone in the operand, towards 0 or -1 in the count. */
export function shiftRight(x: AbstractNumber, y: AbstractNumber): AbstractNumber {
  return shiftDown(toInt32(x), shiftCounts(y));
}

/** `>>>` on the unsigned representative. */
export function shiftRightUnsigned(x: AbstractNumber, y: AbstractNumber): AbstractNumber {
  return shiftDown(toUint32(x), shiftCounts(y));
}

function shiftDown(a: AbstractNumber, { least, most }: { least: number; most: number }): AbstractNumber {
  const lo = Math.floor(a.lo / 2 ** (a.lo >= 0 ? most : least));
  const hi = Math.floor(a.hi / 2 ** (a.hi >= 0 ? least : most));
  const { modulus, residue } = congruenceOf(a);
  const scale = 2 ** least;
  // floor((m t + r) / s) = (m / s) t + floor(r / s) when s divides m and 0 <= r.
  const divides = least === most && modulus !== 0 && modulus % scale === 0;
  return integers(lo, hi, divides ? congruence(modulus / scale, Math.floor(residue / scale)) : ANY_INTEGER);
}
