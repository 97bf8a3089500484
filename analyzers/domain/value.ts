/**
 * What a JavaScript value may be: a set of numbers and a set of other kinds. Non-relational. Order: inclusion; the height is that of
 * numbers (number.ts) plus one for "no number" plus the nine kind bits.
 */
import type { ConstValue } from "../../core/hir.js";
import { assertNever } from "../../core/errors.js";
import {
  ANY_NUMBER,
  constantNumber,
  containsNumber,
  equalNumbers,
  joinNumbers,
  leqNumber,
  meetNumbers,
  widenNumber,
  type AbstractNumber,
} from "./number.js";

export const UNDEFINED = 1;
export const NULL = 2;
export const TRUE = 4;
export const FALSE = 8;
export const STRING = 16;
export const BIGINT = 32;
export const SYMBOL = 64;
/** Any object or function. */
export const OBJECT = 128;
/** `document.all` (ECMA-262 B.3.6): an object that is falsy, `== null`, and of typeof "undefined". Only values from outside can be it. */
export const UNDETECTABLE = 256;

export const BOOLEAN = TRUE | FALSE;
export const NULLISH = UNDEFINED | NULL;
export const ANY_OBJECT = OBJECT | UNDETECTABLE;
export const ALL_OTHERS = 511;

export interface AbstractValue {
  /** The numbers it may be; null when it is certainly not a number. */
  readonly number: AbstractNumber | null;
  /** The other kinds it may be: a bit mask of the constants above. */
  readonly others: number;
}

export const BOTTOM: AbstractValue = { number: null, others: 0 };
export const TOP: AbstractValue = { number: ANY_NUMBER, others: ALL_OTHERS };
/** Any primitive number, NaN included. */
export const NUMBER_TOP: AbstractValue = { number: ANY_NUMBER, others: 0 };

export const ofNumber = (number: AbstractNumber | null): AbstractValue => (number === null ? BOTTOM : { number, others: 0 });
export const ofOthers = (others: number): AbstractValue => ({ number: null, others });
export const ofNumberConstant = (value: number): AbstractValue => ({ number: constantNumber(value), others: 0 });

export function ofConstant(value: ConstValue): AbstractValue {
  switch (value.kind) {
    case "number":
      return ofNumberConstant(value.value);
    case "string":
      return ofOthers(STRING);
    case "boolean":
      return ofOthers(value.value ? TRUE : FALSE);
    case "bigint":
      return ofOthers(BIGINT);
    case "undefined":
      return ofOthers(UNDEFINED);
    case "null":
      return ofOthers(NULL);
    default:
      return assertNever(value);
  }
}

export const isBottom = (a: AbstractValue): boolean => a.number === null && a.others === 0;

export function join(a: AbstractValue, b: AbstractValue): AbstractValue {
  if (a === b) return a;
  const number = a.number === null ? b.number : b.number === null ? a.number : joinNumbers(a.number, b.number);
  const others = a.others | b.others;
  return number === a.number && others === a.others ? a : { number, others };
}

export function meet(a: AbstractValue, b: AbstractValue): AbstractValue {
  const number = a.number === null || b.number === null ? null : meetNumbers(a.number, b.number);
  return { number, others: a.others & b.others };
}

/** Above `join(previous, next)`; chains of widenings are finite (number.ts). `thresholds` may be in any order. */
export function widen(previous: AbstractValue, next: AbstractValue, thresholds: readonly number[]): AbstractValue {
  const number =
    previous.number === null
      ? next.number
      : next.number === null
        ? previous.number
        : widenNumber(previous.number, next.number, thresholds);
  return { number, others: previous.others | next.others };
}

/** Whether every value of `a` is one of `b` (sound; may say no of exotic equal descriptions). */
export function leq(a: AbstractValue, b: AbstractValue): boolean {
  if ((a.others & ~b.others) !== 0) return false;
  return a.number === null || (b.number !== null && leqNumber(a.number, b.number));
}

export function equals(a: AbstractValue, b: AbstractValue): boolean {
  if (a === b) return true;
  if (a.others !== b.others) return false;
  if (a.number === null || b.number === null) return a.number === b.number;
  return equalNumbers(a.number, b.number);
}

/** Whether a concrete value is described. The meaning of the domain, for tests and witnesses. */
export function contains(a: AbstractValue, concrete: unknown): boolean {
  if (typeof concrete === "number") return a.number !== null && containsNumber(a.number, concrete);
  return (a.others & kindOf(concrete)) !== 0;
}

function kindOf(concrete: unknown): number {
  if (concrete === null) return NULL;
  if (concrete === undefined) return UNDEFINED;
  switch (typeof concrete) {
    case "undefined":
      return UNDETECTABLE;
    case "boolean":
      return concrete ? TRUE : FALSE;
    case "string":
      return STRING;
    case "bigint":
      return BIGINT;
    case "symbol":
      return SYMBOL;
    default:
      return OBJECT;
  }
}
