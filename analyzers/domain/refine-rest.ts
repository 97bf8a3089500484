/**
 * What a remainder tells of the number that was divided: `x % 4 === 0` makes `x` a multiple of 4, and so does `(x & 3) === 0` of an integer.
 *
 * `x % m` of doubles is exact: `x = q * m + rest` with an integer `q`, and `rest` has the sign of `x`. So an integer rest by an integer divisor
 * makes `x` an integer, of whatever magnitude; NaN and the infinities leave NaN. `x & m` sees `ToInt32(x)`, which keeps an integer modulo 2^32 (and
 * takes NaN and the infinities for 0), so the low bits of an integer are its residue; of a fraction they tell nothing.
 */
import { congruence, meetCongruence, type Congruence } from "./congruence.js";
import { classOf, makeNumber, type AbstractNumber } from "./number.js";
import { refineNumberTest, withoutNumber } from "./refine-kind.js";
import type { AbstractValue } from "./value.js";

export type RestOperator = "%" | "&";

/** The number of classes that the operator tells apart; null where its rest is none of a division by an integer. */
function modulusOf(operator: RestOperator, by: number): number | null {
  const modulus = operator === "%" ? Math.abs(by) : by + 1;
  if (!Number.isInteger(modulus) || modulus < 2 || modulus > 2 ** 31) return null;
  return operator === "%" || Number.isInteger(Math.log2(modulus)) ? modulus : null;
}

const FINITE = Number.MAX_VALUE;

interface Kept {
  readonly lo: number;
  readonly hi: number;
  readonly nan: boolean;
}

const ANY: Kept = { lo: -Infinity, hi: Infinity, nan: true };
const ANY_FINITE: Kept = { lo: -FINITE, hi: FINITE, nan: false };

/** The finite members of `a` that are integers of the class, and what is not finite, within what is kept. */
function ofClass(a: AbstractNumber, own: Congruence, kept: Kept): AbstractNumber | null {
  const both = a.integer ? meetCongruence(classOf(a), own) : own;
  const nan = a.nan && kept.nan;
  const lo = Math.max(a.lo, kept.lo);
  const hi = Math.min(a.hi, kept.hi);
  const parts = { integer: true, nan, negativeZero: a.negativeZero, congruence: both ?? own };
  if (both !== null) return makeNumber({ ...parts, lo, hi });
  // No finite member is left.
  return makeNumber({ ...parts, lo: lo === -Infinity ? lo : Infinity, hi: hi === Infinity ? hi : -Infinity });
}

/** `(value % by) === rest`, or `(value & by) === rest`, is so. Members that are no numbers stay. */
export function restIs(operator: RestOperator, by: number, rest: number, value: AbstractValue): AbstractValue {
  const { number } = value;
  const modulus = modulusOf(operator, by);
  if (number === null || modulus === null || !Number.isInteger(rest) || Math.abs(rest) >= modulus) return value;
  const own = congruence(modulus, rest);
  if (operator === "%") {
    const side = rest === 0 ? {} : rest > 0 ? { lo: rest } : { hi: rest };
    return { ...value, number: ofClass(number, own, { ...ANY_FINITE, ...side }) };
  }
  if (!number.integer || rest < 0) return value;
  return { ...value, number: ofClass(number, own, rest === 0 ? ANY : ANY_FINITE) };
}

/** `value % by`, or `value & by`, counts as `sense` where it is asked for its truth. */
export function restCounts(operator: RestOperator, by: number, sense: boolean, value: AbstractValue): AbstractValue {
  const { number } = value;
  const modulus = modulusOf(operator, by);
  if (number === null || modulus === null) return value;
  // What leaves NaN, or is taken for 0, counts as false.
  if (!sense)
    return operator === "&" && !number.integer ? value : { ...value, number: ofClass(number, congruence(modulus, 0), ANY) };
  // Of two classes it is the other.
  if (modulus === 2 && number.integer) return { ...value, number: ofClass(number, congruence(2, 1), ANY_FINITE) };
  const finite = refineNumberTest("Number.isFinite", true, value).number;
  return { ...value, number: finite && withoutNumber(finite, 0) };
}
