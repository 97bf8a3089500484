/** What the abstract interpreter knows of one value: its primitive part, its object part. Pointwise order. */
import { TYPED_ARRAY_NAMES, type StaticType, type TypedArrayName } from "../../core/static-type.js";
import { rangeNumber } from "../domain/number.js";
import * as V from "../domain/value.js";
import type { AbstractValue } from "../domain/value.js";
import {
  ANY_OBJECT,
  declaredShape,
  isTypedOnly,
  joinShape,
  NO_OBJECT,
  OTHER_OBJECT,
  shapeEquals,
  typedNames,
  type Shape,
} from "./shape.js";

export interface Fact {
  readonly value: AbstractValue;
  /** Of the objects that `value.others & OBJECT` admits; `NO_OBJECT` when it admits none. */
  readonly shape: Shape;
}

export const FACT_BOTTOM: Fact = { value: V.BOTTOM, shape: NO_OBJECT };
export const FACT_TOP: Fact = { value: V.TOP, shape: ANY_OBJECT };

export function primitive(value: AbstractValue): Fact {
  return { value, shape: (value.others & V.ANY_OBJECT) === 0 ? NO_OBJECT : ANY_OBJECT };
}

export function objectFact(shape: Shape): Fact {
  return { value: V.ofOthers(V.OBJECT), shape };
}

export const integerFact = (lo: number, hi: number): Fact => primitive(V.ofNumber(rangeNumber(lo, hi, "integer")));
export const STRING_FACT: Fact = primitive(V.ofOthers(V.STRING));
export const BOOLEAN_FACT: Fact = primitive(V.ofOthers(V.BOOLEAN));
export const UNDEFINED_FACT: Fact = primitive(V.ofOthers(V.UNDEFINED));
export const FUNCTION_FACT: Fact = objectFact(OTHER_OBJECT);

export function joinFact(a: Fact, b: Fact): Fact {
  if (a === b || b === FACT_BOTTOM) return a;
  if (a === FACT_BOTTOM) return b;
  const value = V.join(a.value, b.value);
  const shape = joinShape(a.shape, b.shape);
  return value === a.value && shape === a.shape ? a : { value, shape };
}

/** Both hold: the promises of either. Empty object kinds on one side leave none. */
export function meetFact(a: Fact, b: Fact): Fact {
  const value = V.meet(a.value, b.value);
  if ((value.others & V.ANY_OBJECT) === 0) return { value, shape: NO_OBJECT };
  return {
    value,
    shape: {
      typed: a.shape.typed & b.shape.typed,
      array: a.shape.array && b.shape.array,
      other: a.shape.other && b.shape.other,
      plain: a.shape.plain || b.shape.plain,
      dense: a.shape.dense || b.shape.dense,
      ownBuffer: a.shape.ownBuffer || b.shape.ownBuffer,
    },
  };
}

export function withValue(fact: Fact, value: AbstractValue): Fact {
  return { value, shape: (value.others & V.ANY_OBJECT) === 0 ? NO_OBJECT : fact.shape };
}

export function factEquals(a: Fact, b: Fact): boolean {
  return a === b || (V.equals(a.value, b.value) && shapeEquals(a.shape, b.shape));
}

export const mayBeObject = (f: Fact): boolean => (f.value.others & V.ANY_OBJECT) !== 0;
export const isPrimitive = (f: Fact): boolean => !mayBeObject(f);
export const isObjectOnly = (f: Fact): boolean => f.value.number === null && f.value.others === V.OBJECT;
/** A genuine typed array, whatever was done to it since. */
export const isTypedArrayOnly = (f: Fact): boolean => isObjectOnly(f) && isTypedOnly(f.shape);
/** Undefined or null. */
export const mayBeNullish = (f: Fact): boolean => (f.value.others & V.NULLISH) !== 0;
/** What is left of a value where reading a member, an element or an iterator of it did not throw. */
export const dereferenced = (f: Fact): Fact =>
  mayBeNullish(f) ? withValue(f, { number: f.value.number, others: f.value.others & ~V.NULLISH }) : f;
export const isStringOnly = (f: Fact): boolean => f.value.number === null && f.value.others === V.STRING;
export const isNumberOnly = (f: Fact): boolean => f.value.number !== null && f.value.others === 0;
/** Neither symbol nor object: coercions of it run no code and throw nothing (bigint mixes may throw, which has no effect). */
export const isQuietPrimitive = (f: Fact): boolean => (f.value.others & (V.ANY_OBJECT | V.SYMBOL)) === 0;

/** Bounds of `length`: specification for arrays, V8's limit for strings (2^30), address space for typed arrays (docs/SOUNDNESS.md). */
export const MAX_ARRAY_LENGTH = 2 ** 32 - 1;
export const MAX_STRING_LENGTH = 2 ** 30;
export const MAX_TYPED_LENGTH = 2 ** 47;

const ELEMENT_RANGES: Readonly<Record<TypedArrayName, readonly [number, number] | "float" | "bigint">> = {
  Int8Array: [-128, 127],
  Uint8Array: [0, 255],
  Uint8ClampedArray: [0, 255],
  Int16Array: [-32768, 32767],
  Uint16Array: [0, 65535],
  Int32Array: [-(2 ** 31), 2 ** 31 - 1],
  Uint32Array: [0, 2 ** 32 - 1],
  Float16Array: "float",
  Float32Array: "float",
  Float64Array: "float",
  BigInt64Array: "bigint",
  BigUint64Array: "bigint",
};

/** What an element of a typed array of one of the kinds in `mask` may be, when it is there. */
export function elementFact(mask: number): Fact {
  let value = V.BOTTOM;
  for (const name of typedNames(mask)) {
    const range = ELEMENT_RANGES[name];
    if (range === "float") value = V.join(value, V.NUMBER_TOP);
    else if (range === "bigint") value = V.join(value, V.ofOthers(V.BIGINT));
    else value = V.join(value, V.ofNumber(rangeNumber(range[0], range[1], "integer")));
  }
  return primitive(value);
}

export const ALL_TYPED = (1 << TYPED_ARRAY_NAMES.length) - 1;

const ZEROS = V.join(V.ofNumberConstant(0), V.ofNumberConstant(-0));

function declaredValue(type: StaticType): AbstractValue {
  switch (type.kind) {
    case "number":
      if (type.literal === null) return V.NUMBER_TOP;
      // -0 has the type 0.
      return type.literal === 0 ? ZEROS : V.ofNumberConstant(type.literal);
    case "string":
      return V.ofOthers(V.STRING);
    case "boolean":
      return V.ofOthers(V.BOOLEAN);
    case "bigint":
      return V.ofOthers(V.BIGINT);
    case "symbol":
      return V.ofOthers(V.SYMBOL);
    case "undefined":
      return V.ofOthers(V.UNDEFINED);
    case "null":
      return V.ofOthers(V.NULL);
    case "never":
    case "any":
    case "unknown":
      return V.TOP;
    case "array":
    case "tuple":
    case "typedArray":
    case "arguments":
    case "function":
      return V.ofOthers(V.OBJECT);
    // `document.all` is an object of a declared type, too.
    case "object":
      return type.primitives ? V.TOP : V.ofOthers(V.ANY_OBJECT);
    // `{ length: number }` admits strings.
    case "arrayLike":
      return V.TOP;
    case "typeParameter":
      return declaredValue(type.constraint);
    case "union":
      return type.members.map(declaredValue).reduce(V.join, V.BOTTOM);
  }
}

/** The values that conform to a declared type: what A1t lets a proof assume of parameters and fields. */
export function declaredFact(type: StaticType): Fact {
  return { value: declaredValue(type), shape: declaredShape(type) };
}

/** Of such a value none is read: it throws, or is not read as one (`readsLengthQuietly`) until a test has told that it is something else. */
const WITHOUT_LENGTH: ReadonlySet<StaticType["kind"]> = new Set([
  "undefined",
  "null",
  "number",
  "boolean",
  "bigint",
  "symbol",
] as const);

/** Bounds on `length` that a declared type implies (tuples). */
export function declaredLength(type: StaticType): readonly [number, number] {
  if (type.kind === "tuple") return [type.minLength, type.rest === null ? type.elements.length : MAX_ARRAY_LENGTH];
  if (type.kind === "string" && type.literal !== null) return [type.literal.length, type.literal.length];
  if (type.kind === "union") {
    const parts = type.members.filter(({ kind }) => !WITHOUT_LENGTH.has(kind)).map(declaredLength);
    if (parts.length === 0) return [0, MAX_TYPED_LENGTH];
    return [Math.min(...parts.map((p) => p[0])), Math.max(...parts.map((p) => p[1]))];
  }
  return [0, MAX_TYPED_LENGTH];
}

/** Bounds on `length` by what the value may be. */
export function lengthLimit(fact: Fact): number {
  if (fact.shape.other) return MAX_TYPED_LENGTH;
  if (fact.shape.typed !== 0) return MAX_TYPED_LENGTH;
  if (fact.shape.array) return MAX_ARRAY_LENGTH;
  return MAX_STRING_LENGTH;
}

/** A finite integer whatever its size. */
export function isFiniteInteger(fact: Fact): boolean {
  const n = fact.value.number;
  return isNumberOnly(fact) && n !== null && n.integer && !n.nan && n.lo > -Infinity && n.hi < Infinity && n.lo <= n.hi;
}

/** Objects have other names than the one at hand: of those nothing is said. */
export const ofPrimitive = (fact: Fact): Fact => (mayBeObject(fact) ? FACT_TOP : fact);
