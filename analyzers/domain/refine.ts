/**
 * What the outcome of a comparison says of its operands.
 *
 * Soundness: the number component of an operand is a claim for the case that the operand *is* a number. Under that premise the
 * comparison is numeric whatever the other operand is, and the other side's value is its `comparedPart` (strings and objects: any
 * number). So each component is refined on its own, and kinds are dropped only where they cannot give the outcome. The false edge of an
 * order holds also when a side is NaN: it bounds an operand only when the *other* cannot be NaN, and never removes the operand's own NaN.
 */
import type { BinaryOperator } from "../../core/hir.js";
import { comparedPart } from "./convert.js";
import { above, below } from "./interval.js";
import { classOf, isEmptyRange, makeNumber, meetNumbers, NAN_ONLY, singleNumber, type AbstractNumber } from "./number.js";
import { withoutNumber } from "./refine-kind.js";
import {
  ANY_OBJECT,
  BIGINT,
  BOOLEAN,
  FALSE,
  NULL,
  NULLISH,
  STRING,
  SYMBOL,
  TRUE,
  UNDEFINED,
  UNDETECTABLE,
  type AbstractValue,
} from "./value.js";

export interface Refined {
  readonly left: AbstractValue;
  readonly right: AbstractValue;
}

/** The operands' members for which `left operator right` can come out as `sense`. A bottom operand means: cannot happen. */
export function refine(operator: BinaryOperator, sense: boolean, left: AbstractValue, right: AbstractValue): Refined {
  switch (operator) {
    case "<":
      return order(left, right, "strict", sense);
    case "<=":
      return order(left, right, "weak", sense);
    case ">":
      return swap(order(right, left, "strict", sense));
    case ">=":
      return swap(order(right, left, "weak", sense));
    case "===":
      return sense ? same(left, right) : different(left, right);
    case "!==":
      return sense ? different(left, right) : same(left, right);
    case "==":
      return sense ? alike(left, right) : unlike(left, right);
    case "!=":
      return sense ? unlike(left, right) : alike(left, right);
    default:
      return { left, right };
  }
}

const swap = ({ left, right }: Refined): Refined => ({ left: right, right: left });

type Strictness = "strict" | "weak";

/** `left < right` (strict) or `left <= right` (weak) came out as `sense`. */
function order(left: AbstractValue, right: AbstractValue, strictness: Strictness, sense: boolean): Refined {
  const a = comparedPart(left);
  const b = comparedPart(right);
  if (sense) return { left: upTo(left, b, strictness), right: downTo(right, a, strictness) };
  // Not (left < right): right <= left, or a NaN somewhere.
  const opposite: Strictness = strictness === "strict" ? "weak" : "strict";
  return {
    left: b === null || b.nan ? withoutSymbol(left) : keepNaN(left, downTo(left, b, opposite)),
    right: a === null || a.nan ? withoutSymbol(right) : keepNaN(right, upTo(right, a, opposite)),
  };
}

/** Symbols throw in comparisons. */
const withoutSymbol = (value: AbstractValue): AbstractValue => ({ number: value.number, others: value.others & ~SYMBOL });

/** The refined value, with the NaN and the undefined that `original` had. */
function keepNaN(original: AbstractValue, refined: AbstractValue): AbstractValue {
  const nan = original.number?.nan === true;
  const number: AbstractNumber | null = !nan
    ? refined.number
    : refined.number === null
      ? NAN_ONLY
      : { ...refined.number, nan: true };
  return { number, others: refined.others | (original.others & UNDEFINED) };
}

/** Members of `value` that are `<` or `<=` some member of `limit`. */
function upTo(value: AbstractValue, limit: AbstractNumber | null, strictness: Strictness): AbstractValue {
  const strict = strictness === "strict";
  const hi = limit === null || isEmptyRange(limit) ? Number.NaN : limit.hi;
  const fits = (x: number): boolean => (strict ? x < hi : x <= hi);
  const a = value.number;
  return {
    number: a === null || Number.isNaN(hi) ? null : bounded(a, a.lo, Math.min(a.hi, strict ? below(hi, a.integer) : hi)),
    others: fittingKinds(value.others, fits),
  };
}

/** Members of `value` that are `>` or `>=` some member of `limit`. */
function downTo(value: AbstractValue, limit: AbstractNumber | null, strictness: Strictness): AbstractValue {
  const strict = strictness === "strict";
  const lo = limit === null || isEmptyRange(limit) ? Number.NaN : limit.lo;
  const fits = (x: number): boolean => (strict ? x > lo : x >= lo);
  const a = value.number;
  return {
    number: a === null || Number.isNaN(lo) ? null : bounded(a, Math.max(a.lo, strict ? above(lo, a.integer) : lo), a.hi),
    others: fittingKinds(value.others, fits),
  };
}

/** undefined compares as NaN, null and false as 0, true as 1; strings, bigints and objects may be anything. */
function fittingKinds(others: number, fits: (x: number) => boolean): number {
  let kept = others & (STRING | BIGINT | ANY_OBJECT);
  if (fits(0)) kept |= others & (NULL | FALSE);
  if (fits(1)) kept |= others & TRUE;
  return kept;
}

function bounded(a: AbstractNumber, lo: number, hi: number): AbstractNumber | null {
  return makeNumber({ lo, hi, integer: a.integer, nan: false, negativeZero: a.negativeZero, congruence: classOf(a) });
}

/** The members of `a` that equal some member of `b`; NaN equals nothing, and +0 equals -0, so the sign of zero stays. */
function equalTo(a: AbstractNumber | null, b: AbstractNumber | null): AbstractNumber | null {
  if (a === null || b === null) return null;
  const common = meetNumbers({ ...a, nan: false }, { ...b, nan: false, negativeZero: b.lo <= 0 && b.hi >= 0 });
  return common === null || isEmptyRange(common) ? null : common;
}

/** `===` came out true. */
function same(left: AbstractValue, right: AbstractValue): Refined {
  const others = left.others & right.others;
  return {
    left: { number: equalTo(left.number, right.number), others },
    right: { number: equalTo(right.number, left.number), others },
  };
}

/** `===` came out false: a single value on one side is none of the other side's. */
function different(left: AbstractValue, right: AbstractValue): Refined {
  return { left: without(left, right), right: without(right, left) };
}

function without(value: AbstractValue, excluded: AbstractValue): AbstractValue {
  if (excluded.others === 0 && excluded.number !== null) {
    const single = singleNumber(excluded.number);
    if (single === null || value.number === null) return value;
    return { number: withoutNumber(value.number, single), others: value.others };
  }
  const single = excluded.others;
  // Only kinds with exactly one value can be excluded.
  if (excluded.number !== null || (single & (single - 1)) !== 0 || (single & (NULLISH | BOOLEAN)) === 0) return value;
  return { number: value.number, others: value.others & ~single };
}

const NULL_LIKE = NULLISH | UNDETECTABLE;

/** `==` came out true (ECMA-262 7.2.13). */
function alike(left: AbstractValue, right: AbstractValue): Refined {
  return { left: alikeSide(left, right), right: alikeSide(right, left) };
}

function alikeSide(value: AbstractValue, other: AbstractValue): AbstractValue {
  // A number equals what the other side converts to; null and undefined equal no number.
  const reach = comparedPart({ number: other.number, others: other.others & ~(NULLISH | SYMBOL) });
  const number = equalTo(value.number, reach);
  // null and undefined equal only each other and document.all; the rest equals something unless only those are offered.
  let others = value.others;
  if ((other.others & NULL_LIKE) === 0) others &= ~NULLISH;
  if (other.number === null && (other.others & ~NULLISH) === 0) others &= NULL_LIKE;
  return { number, others };
}

/** `==` came out false. */
function unlike(left: AbstractValue, right: AbstractValue): Refined {
  return { left: unlikeSide(left, right), right: unlikeSide(right, left) };
}

function unlikeSide(value: AbstractValue, other: AbstractValue): AbstractValue {
  if (other.number === null && other.others !== 0 && (other.others & ~NULLISH) === 0) {
    return { number: value.number, others: value.others & ~NULL_LIKE };
  }
  if (other.others === 0 && other.number !== null) {
    const single = singleNumber(other.number);
    if (single !== null && value.number !== null) return { number: withoutNumber(value.number, single), others: value.others };
  }
  return value;
}
