/**
 * What the object part of a value may be. Order: fewer possibilities below; `join` is pointwise union (and intersection of the
 * promises `plain`, `dense` and `ownBuffer`), so the lattice is finite and needs no widening.
 *
 * A shape speaks of the object when the value was made or entered; what later code may do to the object (make it sparse, override its
 * methods, resize its buffer) is the business of escape analysis, which withdraws the promises where that may have happened.
 */
import { TYPED_ARRAY_NAMES, type StaticType, type TypedArrayName } from "../../core/static-type.js";

export interface Shape {
  /** Bit `k` set: may be a genuine instance of `TYPED_ARRAY_NAMES[k]` (by brand, not a proxy). */
  readonly typed: number;
  /** May be a genuine Array exotic object (not a proxy, prototype chain as made by the literal or the intrinsics). */
  readonly array: boolean;
  /** May be any other object. */
  readonly other: boolean;
  /** Promise: every array and typed array it may be has no own properties but data elements and `length`, and its original prototype. */
  readonly plain: boolean;
  /** Promise: every array it may be has an element at every index below its length. */
  readonly dense: boolean;
  /** Promise: every typed array it may be owns a fixed-length, unshared buffer that nothing else refers to. */
  readonly ownBuffer: boolean;
}

/** No object at all: the least element. */
export const NO_OBJECT: Shape = { typed: 0, array: false, other: false, plain: true, dense: true, ownBuffer: true };
export const ANY_OBJECT: Shape = {
  typed: (1 << TYPED_ARRAY_NAMES.length) - 1,
  array: true,
  other: true,
  plain: false,
  dense: false,
  ownBuffer: false,
};
export const OTHER_OBJECT: Shape = { typed: 0, array: false, other: true, plain: true, dense: true, ownBuffer: true };
export const PLAIN_ARRAY: Shape = { typed: 0, array: true, other: false, plain: true, dense: true, ownBuffer: true };
export const SPARSE_ARRAY: Shape = { typed: 0, array: true, other: false, plain: true, dense: false, ownBuffer: true };

export function typedBit(name: TypedArrayName): number {
  return 1 << TYPED_ARRAY_NAMES.indexOf(name);
}

/** A typed array made here with its own buffer (`own`), or over a buffer that others may hold. */
export function typedShape(mask: number, own: boolean): Shape {
  return { typed: mask, array: false, other: false, plain: true, dense: true, ownBuffer: own };
}

export function joinShape(a: Shape, b: Shape): Shape {
  if (a === b || shapeEquals(a, b)) return a;
  return {
    typed: a.typed | b.typed,
    array: a.array || b.array,
    other: a.other || b.other,
    plain: a.plain && b.plain,
    dense: a.dense && b.dense,
    ownBuffer: a.ownBuffer && b.ownBuffer,
  };
}

export function shapeEquals(a: Shape, b: Shape): boolean {
  return (
    a.typed === b.typed &&
    a.array === b.array &&
    a.other === b.other &&
    a.plain === b.plain &&
    a.dense === b.dense &&
    a.ownBuffer === b.ownBuffer
  );
}

/** Bytes of an element: the name tells them in bits. */
export const elementSize = (name: TypedArrayName): number => Number(/\d+/u.exec(name)?.[0]) / 8;

/** Only genuine typed arrays. */
export const isTypedOnly = (s: Shape): boolean => s.typed !== 0 && !s.array && !s.other;
/** Only genuine arrays. */
export const isArrayOnly = (s: Shape): boolean => s.array && s.typed === 0 && !s.other;
/** Reading `length` is a plain data read: arrays and typed arrays only. */
export const hasOwnLength = (s: Shape): boolean => !s.other && (s.array || s.typed !== 0);

/** Names of the typed arrays in a mask, in specification order. */
export function typedNames(mask: number): readonly TypedArrayName[] {
  return TYPED_ARRAY_NAMES.filter((_, index) => (mask & (1 << index)) !== 0);
}

/**
 * The objects a declared type admits under A1t (values conform deeply, arrays are ordinary and dense). Object types stay fully
 * unknown: an interface may be implemented by an array or a typed array.
 */
export function declaredShape(type: StaticType): Shape {
  switch (type.kind) {
    case "number":
    case "string":
    case "boolean":
    case "bigint":
    case "symbol":
    case "undefined":
    case "null":
      return NO_OBJECT;
    case "array":
    case "tuple":
      return PLAIN_ARRAY;
    case "typedArray":
      return typedShape(typedBit(type.name), false);
    case "function":
      return OTHER_OBJECT;
    case "union":
      return type.members.map(declaredShape).reduce(joinShape, NO_OBJECT);
    case "typeParameter":
      return declaredShape(type.constraint);
    case "never":
    case "any":
    case "unknown":
    case "arguments":
    case "arrayLike":
    case "object":
      return ANY_OBJECT;
  }
}
