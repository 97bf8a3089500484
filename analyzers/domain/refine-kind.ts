/** What a test of kind, truth or nullishness says of its operand. */
import { above, below } from "./interval.js";
import { ANY_INTEGER } from "./congruence.js";
import { classOf, makeNumber, NAN_ONLY, type AbstractNumber } from "./number.js";
import {
  ANY_OBJECT,
  BIGINT,
  BOOLEAN,
  FALSE,
  NULL,
  NULLISH,
  OBJECT,
  ofNumber,
  ofOthers,
  STRING,
  SYMBOL,
  TRUE,
  UNDEFINED,
  UNDETECTABLE,
  type AbstractValue,
} from "./value.js";

/** The members of `a` without those equal to the number `value`. Sound, and exact where `value` is a bound. */
export function withoutNumber(a: AbstractNumber, value: number): AbstractNumber | null {
  if (value < a.lo || value > a.hi) return a;
  return makeNumber({
    lo: a.lo === value ? above(value, a.integer) : a.lo,
    hi: a.hi === value ? below(value, a.integer) : a.hi,
    integer: a.integer,
    nan: a.nan,
    negativeZero: a.negativeZero && value !== 0,
    congruence: classOf(a),
  });
}

export function withoutNaN(a: AbstractNumber): AbstractNumber | null {
  return a.nan ? (a.lo > a.hi ? null : { ...a, nan: false }) : a;
}

/** Condition `value` (true) or `!value` (false). */
export function truthy(value: AbstractValue, sense: boolean): AbstractValue {
  if (sense) {
    const number = value.number === null ? null : withoutNaN(value.number);
    return {
      number: number === null ? null : withoutNumber(number, 0),
      others: value.others & ~(NULLISH | FALSE | UNDETECTABLE),
    };
  }
  return { number: value.number === null ? null : falsyNumbers(value.number), others: value.others & ~(TRUE | SYMBOL | OBJECT) };
}

function falsyNumbers(a: AbstractNumber): AbstractNumber | null {
  const zero = a.lo <= 0 && a.hi >= 0;
  const number = { lo: zero ? 0 : Infinity, hi: zero ? 0 : -Infinity, integer: true, nan: a.nan, negativeZero: a.negativeZero };
  // A residue class without 0 has no falsy member but NaN.
  const possible = zero && (!a.integer || a.modulus === 1 || a.residue === 0);
  return possible ? makeNumber({ ...number, congruence: ANY_INTEGER }) : a.nan ? NAN_ONLY : null;
}

const KINDS: ReadonlyMap<string, number> = new Map([
  ["undefined", UNDEFINED | UNDETECTABLE],
  ["boolean", BOOLEAN],
  ["string", STRING],
  ["bigint", BIGINT],
  ["symbol", SYMBOL],
  ["object", NULL | OBJECT],
  ["function", OBJECT],
]);

/** `typeof value === typeName` holds or fails. A text that is no typeof result is never equal. */
export function typeofRefine(value: AbstractValue, typeName: string, sense: boolean): AbstractValue {
  if (typeName === "number") return sense ? ofNumber(value.number) : ofOthers(value.others);
  const kinds = KINDS.get(typeName) ?? 0;
  if (sense) return ofOthers(value.others & kinds);
  // OBJECT stands for functions and other objects alike: neither "object" nor "function" can take it away.
  return { number: value.number, others: value.others & ~(kinds & ~OBJECT) };
}

/** `value` is undefined or null (true), as `??` and `?.` ask it; or is neither. */
export function nullishRefine(value: AbstractValue, sense: boolean): AbstractValue {
  return sense ? ofOthers(value.others & NULLISH) : { number: value.number, others: value.others & ~NULLISH };
}

export type NumberTest =
  | "Number.isInteger"
  | "Number.isSafeInteger"
  | "Number.isFinite"
  | "Number.isNaN"
  /** The global functions, which convert their argument first. */
  | "isFinite"
  | "isNaN";

const FINITE = Number.MAX_VALUE;

function limit(a: AbstractNumber, to: number, integer: boolean): AbstractNumber | null {
  return makeNumber({
    lo: Math.max(a.lo, -to),
    hi: Math.min(a.hi, to),
    integer: a.integer || integer,
    nan: false,
    negativeZero: a.negativeZero,
    congruence: classOf(a),
  });
}

/** NaN and the infinities of `a`. */
function notFinite(a: AbstractNumber): AbstractNumber | null {
  const lo = a.lo === -Infinity ? -Infinity : Infinity;
  const hi = a.hi === Infinity ? Infinity : -Infinity;
  // Claims on finite members are empty now; the class stays so that the result is below `a`.
  return makeNumber({ lo, hi, integer: true, nan: a.nan, negativeZero: false, congruence: classOf(a) });
}

/** `Number.isInteger(value)` and its like answered true or false. */
export function refineNumberTest(name: NumberTest, sense: boolean, value: AbstractValue): AbstractValue {
  const { number, others } = value;
  switch (name) {
    case "Number.isInteger":
      if (sense) return ofNumber(number && limit(number, FINITE, true));
      return { number: number && (number.integer ? notFinite(number) : number), others };
    case "Number.isSafeInteger":
      if (sense) return ofNumber(number && limit(number, Number.MAX_SAFE_INTEGER, true));
      return { number: number && unsafe(number), others };
    case "Number.isFinite":
      if (sense) return ofNumber(number && limit(number, FINITE, false));
      return { number: number && notFinite(number), others };
    case "Number.isNaN":
      if (sense) return ofNumber(number !== null && number.nan ? NAN_ONLY : null);
      return { number: number && withoutNaN(number), others };
    // undefined converts to NaN, symbols and bigints throw; strings and objects may convert to anything.
    case "isFinite":
      if (sense) return { number: number && limit(number, FINITE, false), others: others & ~(UNDEFINED | SYMBOL | BIGINT) };
      return { number: number && notFinite(number), others: others & (UNDEFINED | STRING | ANY_OBJECT) };
    case "isNaN":
      if (sense)
        return { number: number !== null && number.nan ? NAN_ONLY : null, others: others & (UNDEFINED | STRING | ANY_OBJECT) };
      return { number: number && withoutNaN(number), others: others & ~(UNDEFINED | SYMBOL | BIGINT) };
  }
}

function unsafe(a: AbstractNumber): AbstractNumber | null {
  if (!a.integer) return a;
  const max = Number.MAX_SAFE_INTEGER;
  return makeNumber({
    lo: a.lo >= -max ? Math.max(a.lo, max + 1) : a.lo,
    hi: a.hi <= max ? Math.min(a.hi, -max - 1) : a.hi,
    integer: true,
    nan: a.nan,
    negativeZero: false,
    congruence: classOf(a),
  });
}
