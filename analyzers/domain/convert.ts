/** ToPrimitive, ToNumeric and ToNumber (ECMA-262 7.1) on abstract values. What throws contributes nothing to the result. */
import { ANY_NUMBER, constantNumber, joinNumbers, NAN_ONLY, rangeNumber, type AbstractNumber } from "./number.js";
import { ANY_OBJECT, BIGINT, FALSE, NULL, STRING, SYMBOL, TRUE, UNDEFINED, type AbstractValue, ALL_OTHERS } from "./value.js";

/** Whether ToPrimitive on the value can run user code. */
export const mayRunCode = (a: AbstractValue): boolean => (a.others & ANY_OBJECT) !== 0;

/** ToPrimitive: an object yields any primitive. */
export function toPrimitive(a: AbstractValue): AbstractValue {
  return (a.others & ANY_OBJECT) === 0 ? a : { number: ANY_NUMBER, others: ALL_OTHERS & ~ANY_OBJECT };
}

/** ToNumeric: a number or a BIGINT; symbols throw. */
export function toNumeric(a: AbstractValue): AbstractValue {
  const bigint = (a.others & (BIGINT | ANY_OBJECT)) !== 0 ? BIGINT : 0;
  if ((a.others & ~BIGINT) === 0) return a;
  return { number: numberPart(a), others: bigint };
}

/** ToNumber: a number; symbols and bigints throw. */
export function toNumber(a: AbstractValue): AbstractValue {
  return a.others === 0 ? a : { number: numberPart(a), others: 0 };
}

/** The numbers ToNumber may give; null when it always throws. */
export function numberPart(a: AbstractValue): AbstractNumber | null {
  const others = a.others;
  if ((others & (STRING | ANY_OBJECT)) !== 0) return ANY_NUMBER;
  let result = a.number;
  if ((others & (NULL | FALSE | TRUE)) !== 0) {
    const bits = rangeNumber((others & (NULL | FALSE)) !== 0 ? 0 : 1, (others & TRUE) !== 0 ? 1 : 0, "integer");
    if (bits !== null) result = result === null ? bits : joinNumbers(result, bits);
  }
  if ((others & UNDEFINED) !== 0) result = result === null ? NAN_ONLY : joinNumbers(result, NAN_ONLY);
  return result;
}

/**
 * The numbers that stand for the value in a relational comparison against a number: like ToNumber, but bigints, which compare by
 * mathematical value without conversion, count as any number that is not NaN.
 */
export function comparedPart(a: AbstractValue): AbstractNumber | null {
  const part = numberPart(a);
  if ((a.others & BIGINT) === 0) return part;
  const unbounded: AbstractNumber = { ...ANY_NUMBER, nan: false };
  return part === null ? unbounded : joinNumbers(part, unbounded);
}

/** Whether the operand may end up a number (not a bigint) under ToNumeric. */
export const mayBeNumeric = (a: AbstractValue): boolean => a.number !== null || (a.others & ~(BIGINT | SYMBOL)) !== 0;
export const mayBeBigint = (a: AbstractValue): boolean => (a.others & (BIGINT | ANY_OBJECT)) !== 0;

export const ONE = constantNumber(1);
