/** The operators of JavaScript on abstract values. A result describes normal completion only: operations that always throw give bottom. */
import { assertNever } from "../../core/errors.js";
import type { BinaryOperator, UnaryOperator } from "../../core/hir.js";
import { compareRelational, equalsLoosely, equalsStrictly } from "./compare.js";
import { mayBeBigint, mayBeNumeric, numberPart, ONE, toNumber, toNumeric, toPrimitive } from "./convert.js";
import { constantNumber, type AbstractNumber } from "./number.js";
import { truthy } from "./refine-kind.js";
import { add, divide, multiply, negate, power, remainder, subtract } from "./transfer-arithmetic.js";
import { bitAnd, bitNot, bitOr, bitXor, shiftLeft, shiftRight, shiftRightUnsigned } from "./transfer-bits.js";
import {
  BIGINT,
  BOOLEAN,
  BOTTOM,
  FALSE,
  isBottom,
  ofOthers,
  STRING,
  SYMBOL,
  TRUE,
  UNDEFINED,
  type AbstractValue,
} from "./value.js";

type NumberOperator = (a: AbstractNumber, b: AbstractNumber) => AbstractNumber;

const MINUS_ONE = constantNumber(-1);

/** Operators that apply ToNumeric to both operands; mixing a number with a bigint throws. `>>>` throws for bigints. */
function numeric(
  a: AbstractValue,
  b: AbstractValue,
  operator: NumberOperator,
  bigints: "bigints" | "numbersOnly",
): AbstractValue {
  const bigint = bigints === "bigints" && mayBeBigint(a) && mayBeBigint(b) ? BIGINT : 0;
  const x = mayBeNumeric(a) ? numberPart(a) : null;
  const y = mayBeNumeric(b) ? numberPart(b) : null;
  return { number: x === null || y === null ? null : operator(x, y), others: bigint };
}

/** `+`: a string when either primitive is one (the other then any but a symbol), else numeric. */
function plus(left: AbstractValue, right: AbstractValue): AbstractValue {
  if ((left.others | right.others) === 0) return numeric(left, right, add, "bigints");
  const a = toPrimitive(left);
  const b = toPrimitive(right);
  const aText = (a.others & STRING) !== 0 && (b.number !== null || (b.others & ~SYMBOL) !== 0);
  const bText = (b.others & STRING) !== 0 && (a.number !== null || (a.others & ~SYMBOL) !== 0);
  const result = numeric(
    { number: a.number, others: a.others & ~STRING },
    { number: b.number, others: b.others & ~STRING },
    add,
    "bigints",
  );
  return aText || bText ? { number: result.number, others: result.others | STRING } : result;
}

export function binary(operator: BinaryOperator, a: AbstractValue, b: AbstractValue): AbstractValue {
  if (isBottom(a) || isBottom(b)) return BOTTOM;
  switch (operator) {
    case "+":
      return plus(a, b);
    case "-":
      return numeric(a, b, subtract, "bigints");
    case "*":
      return numeric(a, b, multiply, "bigints");
    case "/":
      return numeric(a, b, divide, "bigints");
    case "%":
      return numeric(a, b, remainder, "bigints");
    case "**":
      return numeric(a, b, power, "bigints");
    case "<<":
      return numeric(a, b, shiftLeft, "bigints");
    case ">>":
      return numeric(a, b, shiftRight, "bigints");
    case ">>>":
      return numeric(a, b, shiftRightUnsigned, "numbersOnly");
    case "&":
      return numeric(a, b, bitAnd, "bigints");
    case "|":
      return numeric(a, b, bitOr, "bigints");
    case "^":
      return numeric(a, b, bitXor, "bigints");
    case "<":
    case "<=":
    case ">":
    case ">=":
      return ofOthers(compareRelational(operator, a, b));
    case "==":
      return ofOthers(equalsLoosely(a, b));
    case "!=":
      return ofOthers(negated(equalsLoosely(a, b)));
    case "===":
      return ofOthers(equalsStrictly(a, b));
    case "!==":
      return ofOthers(negated(equalsStrictly(a, b)));
    case "in":
    case "instanceof":
      return ofOthers(BOOLEAN);
    default:
      return assertNever(operator);
  }
}

function negated(mask: number): number {
  return ((mask & TRUE) !== 0 ? FALSE : 0) | ((mask & FALSE) !== 0 ? TRUE : 0);
}

export function unary(operator: UnaryOperator, a: AbstractValue): AbstractValue {
  if (isBottom(a)) return BOTTOM;
  switch (operator) {
    case "+":
      return toNumber(a);
    case "-":
      return mapNumeric(a, negate);
    case "~":
      return mapNumeric(a, bitNot);
    case "!":
      return ofOthers((isBottom(truthy(a, true)) ? 0 : FALSE) | (isBottom(truthy(a, false)) ? 0 : TRUE));
    case "typeof":
      return ofOthers(STRING);
    case "void":
      return ofOthers(UNDEFINED);
    default:
      return assertNever(operator);
  }
}

function mapNumeric(a: AbstractValue, operator: (x: AbstractNumber) => AbstractNumber): AbstractValue {
  const value = toNumeric(a);
  return { number: value.number === null ? null : operator(value.number), others: value.others };
}

/** The new value of `++` (by 1) or `--` (by -1): ToNumeric, then the sum. */
export function increment(a: AbstractValue, by: 1 | -1): AbstractValue {
  return mapNumeric(a, (x) => add(x, by === 1 ? ONE : MINUS_ONE));
}
