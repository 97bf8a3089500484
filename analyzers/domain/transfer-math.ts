/**
 * The functions of `Math`, assuming the originals (A2). floor, ceil, round, trunc, abs, min, max, sign, imul, clz32 and fround are exact by
 * specification. Where ECMA-262 says "implementation-approximated" nothing finer than a sign or a generous bound is claimed, except for
 * sqrt (every engine uses the correctly rounded instruction of IEEE 754) and small integer powers (transfer-arithmetic.ts).
 */
import { ANY_INTEGER, congruence, type Congruence } from "./congruence.js";
import { numberPart } from "./convert.js";
import {
  ANY_NUMBER,
  congruenceOf,
  constantNumber,
  containsZero,
  isEmptyRange,
  joinNumbers,
  makeNumber,
  NAN_ONLY,
  type AbstractNumber,
  type NumberParts,
} from "./number.js";
import { negate, power } from "./transfer-arithmetic.js";
import { multiply32, toUint32 } from "./transfer-bits.js";
import { BOTTOM, ofNumber, ofOthers, UNDEFINED, type AbstractValue } from "./value.js";

function made(parts: Partial<NumberParts> & { readonly lo: number; readonly hi: number }): AbstractNumber {
  const full = { integer: false, nan: false, negativeZero: false, congruence: ANY_INTEGER, ...parts };
  return makeNumber(full) ?? ANY_NUMBER;
}

/** Monotone rounding to an integer. -0 comes of -0 and of what lies between -1 and 0. */
function rounding(f: (x: number) => number, fromNegative: boolean): (a: AbstractNumber) => AbstractNumber {
  return (a) => {
    if (isEmptyRange(a) || a.integer) return a;
    return made({
      lo: f(a.lo),
      hi: f(a.hi),
      integer: true,
      nan: a.nan,
      negativeZero: a.negativeZero || (fromNegative && a.lo < 0),
    });
  };
}

function absolute(a: AbstractNumber): AbstractNumber {
  if (isEmptyRange(a)) return a;
  if (a.hi <= 0) return { ...negate(a), negativeZero: false };
  if (a.lo >= 0) return { ...a, negativeZero: false };
  // Both signs: x and -x share a class only when twice the residue is a multiple of the modulus.
  const symmetric: Congruence = a.integer && (2 * a.residue) % a.modulus === 0 ? congruence(a.modulus, a.residue) : ANY_INTEGER;
  return made({ lo: 0, hi: Math.max(-a.lo, a.hi), integer: a.integer, nan: a.nan, congruence: symmetric });
}

function sign(a: AbstractNumber): AbstractNumber {
  if (isEmptyRange(a)) return a;
  return made({ lo: Math.sign(a.lo), hi: Math.sign(a.hi), integer: true, nan: a.nan, negativeZero: a.negativeZero });
}

/** Correctly rounded, hence monotone. */
function squareRoot(a: AbstractNumber): AbstractNumber {
  if (isEmptyRange(a) || a.hi < 0) return NAN_ONLY;
  return made({ lo: Math.sqrt(Math.max(a.lo, 0)), hi: Math.sqrt(a.hi), nan: a.nan || a.lo < 0, negativeZero: a.negativeZero });
}

/** |cbrt x| is at most max(1, |x|); 2 leaves room for approximation. The sign is the operand's. */
function cubeRoot(a: AbstractNumber): AbstractNumber {
  if (isEmptyRange(a)) return a;
  return made({
    lo: a.lo >= 0 ? 0 : Math.min(-2, a.lo),
    hi: a.hi <= 0 ? 0 : Math.max(2, a.hi),
    nan: a.nan,
    negativeZero: mayBeMinus(a),
  });
}

const mayBeMinus = (a: AbstractNumber): boolean => a.negativeZero || a.lo < 0;

function fround(a: AbstractNumber): AbstractNumber {
  if (isEmptyRange(a)) return a;
  // Integers up to 2^24 are floats; larger ones round to multiples of powers of two, which are integers.
  const exact = a.lo >= -16777216 && a.hi <= 16777216;
  return made({
    lo: Math.fround(a.lo),
    hi: Math.fround(a.hi),
    integer: a.integer,
    nan: a.nan,
    negativeZero: a.negativeZero || (a.lo < 0 && !a.integer),
    congruence: exact && a.integer ? congruenceOf(a) : ANY_INTEGER,
  });
}

function clz32(a: AbstractNumber): AbstractNumber {
  const word = toUint32(a);
  return made({ lo: Math.clz32(word.hi), hi: Math.clz32(word.lo), integer: true });
}

function minimum(a: AbstractNumber, b: AbstractNumber): AbstractNumber {
  const nan = a.nan || b.nan;
  if (isEmptyRange(a) || isEmptyRange(b)) return NAN_ONLY;
  // Where one operand is never the greater its value is the result (equal zeros keep their flags below).
  if (a.hi < b.lo) return nan === a.nan ? a : { ...a, nan };
  if (b.hi < a.lo) return nan === b.nan ? b : { ...b, nan };
  const joined = joinNumbers(a, b);
  return made({
    lo: Math.min(a.lo, b.lo),
    hi: Math.min(a.hi, b.hi),
    integer: joined.integer,
    nan,
    negativeZero: joined.negativeZero,
    congruence: joined.modulus === 1 ? ANY_INTEGER : { modulus: joined.modulus, residue: joined.residue },
  });
}

function maximum(a: AbstractNumber, b: AbstractNumber): AbstractNumber {
  // max(x, y) = -min(-x, -y) except for the sign of zero, which may be either operand's.
  if (isEmptyRange(a) || isEmptyRange(b)) return NAN_ONLY;
  const mirrored = negate(minimum(negate(a), negate(b)));
  return { ...mirrored, negativeZero: containsZero(mirrored) && (a.negativeZero || b.negativeZero) };
}

/** Logarithms: NaN below zero, -Infinity at zero; at least `floor` (the greatest number certainly below) for arguments >= 1. */
function logarithm(a: AbstractNumber): AbstractNumber {
  if (isEmptyRange(a) || a.hi < 0) return NAN_ONLY;
  // Every base used is at least 2, and log2 of a finite double lies in [-1074, 1024].
  const hi = a.hi === Infinity ? Infinity : a.hi < 1 ? 1 : 1025;
  return made({ lo: a.lo > 0 ? (a.lo >= 1 ? -1 : -1075) : -Infinity, hi, nan: a.nan || a.lo < 0, negativeZero: true });
}

/** Results within [-2, 2] (sine, cosine, tanh lie in [-1, 1]; an approximation may stick out by a rounding), NaN perhaps. */
const unit = (a: AbstractNumber): AbstractNumber =>
  isEmptyRange(a) ? NAN_ONLY : made({ lo: -2, hi: 2, nan: true, negativeZero: true });
/** Within [-pi, pi] and room. */
const angle = (a: AbstractNumber, b: AbstractNumber): AbstractNumber =>
  isEmptyRange(a) || isEmptyRange(b) ? NAN_ONLY : made({ lo: -4, hi: 4, nan: a.nan || b.nan, negativeZero: true });
/** Results that are not negative. */
const notNegative = (a: AbstractNumber): AbstractNumber =>
  isEmptyRange(a) ? NAN_ONLY : made({ lo: 0, hi: Infinity, nan: a.nan });
const anything = (): AbstractNumber => ANY_NUMBER;

type Unary = (a: AbstractNumber) => AbstractNumber;

const UNARY: ReadonlyMap<string, Unary> = new Map<string, Unary>([
  ["floor", rounding(Math.floor, false)],
  ["ceil", rounding(Math.ceil, true)],
  ["round", rounding(Math.round, true)],
  ["trunc", rounding(Math.trunc, true)],
  ["abs", absolute],
  ["sign", sign],
  ["sqrt", squareRoot],
  ["cbrt", cubeRoot],
  ["fround", fround],
  ["clz32", clz32],
  ["log", anything],
  ["log2", logarithm],
  ["log10", logarithm],
  ["log1p", anything],
  ["exp", notNegative],
  ["expm1", anything],
  ["sin", unit],
  ["cos", unit],
  ["tan", anything],
  ["tanh", unit],
  ["sinh", anything],
  ["cosh", notNegative],
  ["asin", unit],
  ["acos", anything],
  ["atan", unit],
  ["asinh", anything],
  ["acosh", anything],
  ["atanh", anything],
]);

const BINARY: ReadonlyMap<string, (a: AbstractNumber, b: AbstractNumber) => AbstractNumber> = new Map([
  ["imul", multiply32],
  ["atan2", angle],
  ["pow", power],
]);

/**
 * The result of `Math.<name>(...args)` (no spread among them), or null when the name is not a known function of `Math`. Arguments are
 * converted by ToNumber; where a conversion always throws the result is bottom.
 */
export function mathCall(name: string, args: readonly AbstractValue[]): AbstractValue | null {
  const unary = UNARY.get(name);
  if (unary !== undefined) {
    const a = numberPart(args[0] ?? ofOthers(UNDEFINED));
    return a === null ? BOTTOM : ofNumber(unary(a));
  }
  const binary = BINARY.get(name);
  if (binary !== undefined) {
    const a = numberPart(args[0] ?? ofOthers(UNDEFINED));
    const b = numberPart(args[1] ?? ofOthers(UNDEFINED));
    return a === null || b === null ? BOTTOM : ofNumber(binary(a, b));
  }
  switch (name) {
    case "min":
      return fold(args, Infinity, minimum);
    case "max":
      return fold(args, -Infinity, maximum);
    case "hypot":
      return ofNumber(made({ lo: 0, hi: Infinity, nan: true }));
    case "random":
      // [0, 1): the greatest double below 1.
      return ofNumber(made({ lo: 0, hi: 1 - 2 ** -53 }));
    default:
      return null;
  }
}

function fold(
  args: readonly AbstractValue[],
  start: number,
  step: (a: AbstractNumber, b: AbstractNumber) => AbstractNumber,
): AbstractValue {
  let result: AbstractNumber = constantNumber(start);
  for (const arg of args) {
    const next = numberPart(arg);
    if (next === null) return BOTTOM;
    result = step(result, next);
  }
  return ofNumber(result);
}
