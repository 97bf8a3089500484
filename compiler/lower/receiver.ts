/** The static half of "what counts as a bounds site": receivers, keys and elements as declared. */
import { ts } from "../typescript.js";
import type { Nullish, ReceiverClass } from "../../core/site.js";
import { indexedShape, unionMembers } from "./indexed-shape.js";
import type { IndexedShape } from "./indexed-shape.js";

export interface Receiver {
  readonly class: ReceiverClass;
  readonly element: Nullish;
}

const BOTH: Nullish = { undefined: true, null: true };
const NEITHER: Nullish = { undefined: false, null: false };

/**
 * Number, numeric literal, numeric enum, or something constrained to those. A union with anything else is not number-like: the
 * access is a `key`.
 */
export function isNumberLike(type: ts.Type, checker: ts.TypeChecker): boolean {
  if (type.flags & ts.TypeFlags.NumberLike) return true;
  if (type.isUnion()) return type.types.every((member) => isNumberLike(member, checker));
  if (type.isIntersection()) return type.types.some((part) => isNumberLike(part, checker));
  if ((type.flags & ts.TypeFlags.Instantiable) === 0) return false;
  const constraint = checker.getBaseConstraintOfType(type);
  return constraint !== undefined && constraint !== type && isNumberLike(constraint, checker);
}

/**
 * How `type` is indexed by number, or null when it is not. One indexed member of a union suffices; members of different classes make
 * the class `other`, one that need not have elements makes it `open`.
 */
export function receiverOf(type: ts.Type, checker: ts.TypeChecker): Receiver | null {
  return joinShapes(presentShapes(type, checker), (shape) => shape.kind !== "none", { checker, index: null });
}

/** Whether an array pattern over `type` has sites, and what its element `index` may hold; null when no member is an array or tuple. */
export function patternReceiverOf(type: ts.Type, index: number, checker: ts.TypeChecker): Receiver | null {
  const shapes = presentShapes(type, checker).flatMap((shape) => openParameter(shape, checker));
  return joinShapes(shapes, (shape) => shape.kind === "array" || shape.kind === "tuple", { checker, index });
}

interface ElementQuery {
  readonly checker: ts.TypeChecker;
  /** The element asked for when it is known, which tells the elements of a tuple apart. */
  readonly index: number | null;
}

function joinShapes(
  shapes: readonly IndexedShape[],
  counts: (shape: IndexedShape) => boolean,
  query: ElementQuery,
): Receiver | null {
  const indexed = shapes.filter(counts);
  if (indexed.length === 0) return null;
  if (shapes.some((shape) => isOpen(shape, query.checker))) return { class: "open", element: BOTH };
  const [only, ...others] = new Set(shapes.map((shape) => classOf(shape, query.checker)));
  return {
    class: only !== undefined && others.length === 0 ? only : "other",
    element: indexed.map((shape) => elementNullish(shape, query)).reduce(joinNullish),
  };
}

/** Shapes of the members, `undefined` and `null` left out: they have no elements, and using them throws by itself. */
function presentShapes(type: ts.Type, checker: ts.TypeChecker): readonly IndexedShape[] {
  const absent = ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void | ts.TypeFlags.Never;
  return unionMembers(type)
    .filter((member) => (member.flags & absent) === 0)
    .map((member) => indexedShape(member, checker));
}

/** Whether an object without elements conforms to a member of this shape. */
function isOpen(shape: IndexedShape, checker: ts.TypeChecker): boolean {
  if (shape.kind !== "typeParameter") return shape.kind === "any" || shape.kind === "none";
  return shape.constraint === null || presentShapes(shape.constraint, checker).some((member) => isOpen(member, checker));
}

function openParameter(shape: IndexedShape, checker: ts.TypeChecker): readonly IndexedShape[] {
  return shape.kind === "typeParameter" && shape.constraint !== null ? presentShapes(shape.constraint, checker) : [shape];
}

function classOf(shape: IndexedShape, checker: ts.TypeChecker): ReceiverClass {
  switch (shape.kind) {
    case "string":
    case "array":
    case "tuple":
    case "arguments":
    case "arrayLike":
      return shape.kind;
    case "typedArray":
      return shape.name.startsWith("Big") ? "bigintTypedArray" : "typedArray";
    case "typeParameter":
      return (shape.constraint === null ? null : receiverOf(shape.constraint, checker))?.class ?? "other";
    case "any":
    case "none":
      return "other";
  }
}

function elementNullish(shape: IndexedShape, { checker, index }: ElementQuery): Nullish {
  switch (shape.kind) {
    case "string":
    case "typedArray":
    case "none":
      return NEITHER;
    case "any":
    case "typeParameter":
    case "arguments":
      return BOTH;
    case "arrayLike":
      return typeNullish(shape.element, checker);
    case "array": {
      const declared = shape.element === null ? BOTH : typeNullish(shape.element, checker);
      return shape.sparse ? joinNullish(declared, { undefined: true, null: false }) : declared;
    }
    case "tuple":
      return typeNullish(tupleElement(shape.tuple, { checker, index }), checker);
  }
}

/** The declared type at `index` where it stands before any rest element, else the join of all elements. */
function tupleElement(tuple: ts.TupleTypeReference, { checker, index }: ElementQuery): ts.Type {
  const flags = tuple.target.elementFlags;
  const variadic = flags.findIndex((flag) => (flag & ts.ElementFlags.Variable) !== 0);
  const fixed = variadic === -1 ? flags.length : variadic;
  const exact = index === null || index >= fixed ? undefined : checker.getTypeArguments(tuple)[index];
  return exact ?? checker.getIndexTypeOfType(tuple, ts.IndexKind.Number) ?? checker.getAnyType();
}

function typeNullish(type: ts.Type, checker: ts.TypeChecker): Nullish {
  if (!distinguishesNull(checker)) return BOTH;
  return unionMembers(type).map(memberNullish).reduce(joinNullish, NEITHER);
}

function memberNullish(type: ts.Type): Nullish {
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Instantiable)) {
    return type.flags & ts.TypeFlags.StringLike ? NEITHER : BOTH;
  }
  if (type.isIntersection()) return type.types.map(memberNullish).reduce(meetNullish, BOTH);
  return {
    undefined: (type.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) !== 0,
    null: (type.flags & ts.TypeFlags.Null) !== 0,
  };
}

/** Without `strictNullChecks` every type silently holds both. */
export function distinguishesNull(checker: ts.TypeChecker): boolean {
  return (checker.getNonNullableType(checker.getUndefinedType()).flags & ts.TypeFlags.Never) !== 0;
}

function joinNullish(left: Nullish, right: Nullish): Nullish {
  return { undefined: left.undefined || right.undefined, null: left.null || right.null };
}

function meetNullish(left: Nullish, right: Nullish): Nullish {
  return { undefined: left.undefined && right.undefined, null: left.null && right.null };
}
