/** Outcomes of comparisons as masks of TRUE and FALSE: a bit is left out only when that outcome is impossible. */
import { comparedPart } from "./convert.js";
import { isEmptyRange, meetNumbers, singleNumber, type AbstractNumber } from "./number.js";
import { ANY_OBJECT, BOOLEAN, FALSE, NULLISH, STRING, TRUE, UNDETECTABLE, type AbstractValue } from "./value.js";

const NULL_LIKE = NULLISH | UNDETECTABLE;

/** Operands that may both be strings compare as text; objects may become strings. */
function mayCompareText(a: AbstractValue, b: AbstractValue): boolean {
  const text = STRING | ANY_OBJECT;
  return (a.others & text) !== 0 && (b.others & text) !== 0;
}

export function compareRelational(operator: "<" | "<=" | ">" | ">=", left: AbstractValue, right: AbstractValue): number {
  if (mayCompareText(left, right)) return BOOLEAN;
  const x = comparedPart(left);
  const y = comparedPart(right);
  // Symbols throw.
  if (x === null || y === null) return 0;
  const [a, b] = operator === "<" || operator === "<=" ? [x, y] : [y, x];
  const strict = operator === "<" || operator === ">";
  // With a NaN the answer is false.
  const undefinedOrder = a.nan || b.nan;
  if (isEmptyRange(a) || isEmptyRange(b)) return FALSE;
  const mayHold = strict ? a.lo < b.hi : a.lo <= b.hi;
  const mayFail = undefinedOrder || (strict ? a.hi >= b.lo : a.hi > b.lo);
  return (mayHold ? TRUE : 0) | (mayFail ? FALSE : 0);
}

/** Whether two numbers of the sets may be equal (`===`). */
function mayEqualNumbers(a: AbstractNumber, b: AbstractNumber): boolean {
  const common = meetNumbers(a, b);
  // +0 === -0: a meet without a common zero flag still has +0 in both.
  return common !== null && !isEmptyRange(common);
}

/** Kinds with exactly one value: undefined, null, true, false. */
const isSingleKind = (others: number): boolean =>
  others !== 0 && (others & (others - 1)) === 0 && (others & (NULLISH | BOOLEAN)) !== 0;

export function equalsStrictly(a: AbstractValue, b: AbstractValue): number {
  const numbers = a.number !== null && b.number !== null;
  const mayHold = (a.others & b.others) !== 0 || (numbers && mayEqualNumbers(a.number, b.number));
  return (mayHold ? TRUE : 0) | (mustEqual(a, b) ? 0 : FALSE);
}

/** Both are the same single value. */
function mustEqual(a: AbstractValue, b: AbstractValue): boolean {
  if (a.number === null && b.number === null) return a.others === b.others && isSingleKind(a.others);
  if (a.others !== 0 || b.others !== 0 || a.number === null || b.number === null) return false;
  const single = singleNumber(a.number);
  return single !== null && single === singleNumber(b.number);
}

export function equalsLoosely(a: AbstractValue, b: AbstractValue): number {
  const aNullLike = a.number === null && (a.others & ~NULL_LIKE) === 0;
  const bNullLike = b.number === null && (b.others & ~NULL_LIKE) === 0;
  if (aNullLike && bNullLike)
    return a.others === UNDETECTABLE || b.others === UNDETECTABLE ? BOOLEAN : nullLikePair(a.others, b.others);
  // One side is null, undefined or document.all: equal exactly to the others of that sort (two objects by identity).
  if ((aNullLike && (a.others & UNDETECTABLE) === 0) || (bNullLike && (b.others & UNDETECTABLE) === 0)) {
    const other = aNullLike ? b : a;
    return ((other.others & NULL_LIKE) !== 0 ? TRUE : 0) | FALSE;
  }
  if ((a.others | b.others) === 0) return equalsStrictly(a, b);
  return BOOLEAN;
}

/** null, undefined and document.all equal each other; two document.all of different realms need not. */
function nullLikePair(a: number, b: number): number {
  return (a & b & UNDETECTABLE) !== 0 ? BOOLEAN : TRUE;
}
