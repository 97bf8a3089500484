/** Declared TypeScript types as the plain data of core/static-type.ts. */
import { dataKey } from "../../core/data-key.js";
import { isLibraryFile } from "../program/library-files.js";
import { ts } from "../typescript.js";
import type { StaticType } from "../../core/static-type.js";
import { indexedShape, objectFlagsOf } from "./indexed-shape.js";

/** Memo of finished types, by the depth still allowed below them. One per `ts.TypeChecker`, owned by the caller. */
export type StaticTypeCache = WeakMap<ts.Type, Map<number, StaticType>>;

export interface StaticTypeOptions {
  readonly cache?: StaticTypeCache;
  /** Names the compiled class that a class symbol declares; null when it is not compiled. Without it no class is named. */
  readonly classIdOf?: (symbol: ts.Symbol) => string | null;
  /** The place of an object type in the table of members. Without it no members are named. */
  readonly membersOf?: (type: ts.Type) => number;
  /** Without `strictNullChecks` what is declared as anything may be undefined or null: elements of arrays, too. */
  readonly silentNothing?: boolean;
}

/** Levels of nested members kept; below them everything is `unknown`. */
const MAX_DEPTH = 3;
/** Unions with more distinct members lose their literals, so that a table of a thousand keys does not enter HIR. */
const MAX_LITERALS = 8;

const UNKNOWN: StaticType = { kind: "unknown" };

/**
 * The declared type as data: a claim, never a proof (A1t). Members nested deeper than three levels become `unknown`. Never throws for
 * anything a program can contain.
 */
export function staticTypeOf(type: ts.Type, checker: ts.TypeChecker, options: StaticTypeOptions = {}): StaticType {
  return convert(type, MAX_DEPTH, { checker, ...options });
}

interface Conversion extends StaticTypeOptions {
  readonly checker: ts.TypeChecker;
}

function convert(type: ts.Type, depth: number, conversion: Conversion): StaticType {
  const known = conversion.cache?.get(type)?.get(depth);
  if (known !== undefined) return known;
  const converted = convertFresh(type, depth, conversion);
  if (conversion.cache !== undefined) {
    const byDepth = conversion.cache.get(type) ?? new Map<number, StaticType>();
    byDepth.set(depth, converted);
    conversion.cache.set(type, byDepth);
  }
  return converted;
}

function convertFresh(type: ts.Type, depth: number, conversion: Conversion): StaticType {
  const primitive = primitiveType(type);
  if (primitive !== null) return primitive;
  if (depth === 0) return UNKNOWN;
  if (type.isUnion()) return unionOf(type.types.map((member) => convert(member, depth, conversion)));
  const shape = indexedShape(type, conversion.checker);
  const inner = (member: ts.Type | null): StaticType => {
    if (member === null) return UNKNOWN;
    const converted = convert(member, depth - 1, conversion);
    return conversion.silentNothing === true ? orNothing(converted) : converted;
  };
  switch (shape.kind) {
    case "any":
      return UNKNOWN;
    case "typeParameter":
      return { kind: "typeParameter", constraint: inner(shape.constraint) };
    case "string":
      return { kind: "string", literal: null };
    case "array": {
      const element = inner(shape.element);
      return {
        kind: "array",
        element: shape.sparse ? unionOf([element, { kind: "undefined" }]) : element,
        readonly: shape.readonly,
      };
    }
    case "tuple":
      return tupleType(shape.tuple, inner, conversion.checker);
    case "typedArray":
      return { kind: "typedArray", name: shape.name };
    case "arguments":
      return { kind: "arguments" };
    case "arrayLike":
      return { kind: "arrayLike", element: inner(shape.element) };
    case "none":
      return unindexedType(type, depth, conversion);
  }
}

export const orUndefined = (type: StaticType): StaticType => unionOf([type, { kind: "undefined" }]);
export const orNothing = (type: StaticType): StaticType => unionOf([type, { kind: "undefined" }, { kind: "null" }]);

/** Types without members; a depth limit does not touch them. */
function primitiveType(type: ts.Type): StaticType | null {
  const flags = type.flags;
  if (flags & ts.TypeFlags.Any) return { kind: "any" };
  if (flags & ts.TypeFlags.Unknown) return UNKNOWN;
  // TypeScript lets any `number` into a numeric enum, and into the type of one of its members (`Flags.A | Flags.B`): its literals bound nothing.
  if (type.isNumberLiteral()) return { kind: "number", literal: flags & ts.TypeFlags.EnumLiteral ? null : type.value };
  if (type.isStringLiteral()) return { kind: "string", literal: type.value };
  // An enum is a union of its members unless one is computed; `Enum` is such a computed, numeric one.
  if (flags & (ts.TypeFlags.Number | ts.TypeFlags.Enum)) return { kind: "number", literal: null };
  if (flags & ts.TypeFlags.StringLike) return { kind: "string", literal: null };
  if (flags & ts.TypeFlags.BooleanLike) return { kind: "boolean" };
  if (flags & ts.TypeFlags.BigIntLike) return { kind: "bigint" };
  if (flags & ts.TypeFlags.ESSymbolLike) return { kind: "symbol" };
  // A function that returns something passes for one that returns `void`.
  if (flags & ts.TypeFlags.Void) return UNKNOWN;
  if (flags & ts.TypeFlags.Undefined) return { kind: "undefined" };
  if (flags & ts.TypeFlags.Null) return { kind: "null" };
  if (flags & ts.TypeFlags.Never) return { kind: "never" };
  return null;
}

function tupleType(tuple: ts.TupleTypeReference, inner: (member: ts.Type) => StaticType, checker: ts.TypeChecker): StaticType {
  const flags = tuple.target.elementFlags;
  const members = checker.getTypeArguments(tuple);
  const variadic = flags.findIndex((flag) => (flag & ts.ElementFlags.Variable) !== 0);
  const fixed = variadic === -1 ? flags.length : variadic;
  const elements = members.slice(0, fixed).map(inner);
  const optional = flags.findIndex((flag) => (flag & ts.ElementFlags.Required) === 0);
  // `[...T, number]` and `[a, ...b[], c]`: what follows the rest element may stand at any later index, so it joins the rest.
  const tail = members.slice(fixed).map((member, index) => {
    const spread = ((flags[fixed + index] ?? 0) & ts.ElementFlags.Variadic) !== 0;
    const element = spread ? checker.getIndexTypeOfType(member, ts.IndexKind.Number) : member;
    return element === undefined ? UNKNOWN : inner(element);
  });
  return {
    kind: "tuple",
    elements,
    // Required elements after a rest count too, but not at a fixed index: the prefix is what a reader may index.
    minLength: optional === -1 ? fixed : Math.min(optional, fixed),
    rest: tail.length === 0 ? null : unionOf(tail),
    readonly: tuple.target.readonly,
  };
}

function unindexedType(type: ts.Type, depth: number, conversion: Conversion): StaticType {
  if (type.isIntersection()) return intersectionType(type, depth, conversion);
  const symbol: ts.Symbol | undefined = type.getSymbol();
  if (type.flags & ts.TypeFlags.Object) {
    const signatures = type.getCallSignatures();
    if (signatures.length > 0 || type.getConstructSignatures().length > 0)
      return { kind: "function", result: resultOf(type, signatures, depth, conversion) };
    const isInstance = (objectFlagsOf(type) & (ts.ObjectFlags.ClassOrInterface | ts.ObjectFlags.Reference)) !== 0;
    const isClass = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Class) !== 0 && isInstance;
    return {
      kind: "object",
      name: displayName(symbol),
      class: isClass ? (conversion.classIdOf?.(symbol) ?? null) : null,
      members: conversion.membersOf?.(type) ?? null,
      primitives: admitsPrimitives(type, conversion.checker),
    };
  }
  // `object` is passed by `{}`, and that by any primitive value.
  if (type.flags & ts.TypeFlags.NonPrimitive)
    return { kind: "object", name: "object", class: null, members: null, primitives: true };
  const constraint = conversion.checker.getBaseConstraintOfType(type);
  return constraint === undefined || constraint === type ? UNKNOWN : convert(constraint, depth - 1, conversion);
}

/** (Of a function with overloads the one that has the body may return more than each of them says.) */
function resultOf(
  type: ts.Type,
  [only, ...others]: readonly ts.Signature[],
  depth: number,
  conversion: Conversion,
): StaticType | null {
  if (only === undefined || others.length > 0 || only.typeParameters !== undefined) return null;
  const symbol: ts.Symbol | undefined = type.getSymbol();
  if (symbol === undefined || (symbol.declarations ?? []).length > 1) return null;
  // (What the library declares of generators is not so: what is left behind the end.)
  if (symbol.declarations?.some((one) => isLibraryFile(one.getSourceFile().fileName)) !== false) return null;
  const result = convert(conversion.checker.getReturnTypeOfSignature(only), depth - 1, conversion);
  return result.kind === "unknown" || result.kind === "any" || result.kind === "never" ? null : result;
}

/** `number & { brand }` is a number; of several object types the first that names a class speaks, else none does. */
function intersectionType(type: ts.IntersectionType, depth: number, conversion: Conversion): StaticType {
  const parts = type.types.map((part) => convert(part, depth, conversion));
  const primitive = parts.find(
    (part) => part.kind === "number" || part.kind === "bigint" || part.kind === "boolean" || part.kind === "symbol",
  );
  if (primitive !== undefined) return primitive;
  // (Which of several signatures a call goes by is not asked.)
  if (parts.some((part) => part.kind === "function")) return { kind: "function", result: null };
  const named = parts.find((part) => part.kind === "object" && part.class !== null);
  const members = conversion.membersOf?.(type) ?? null;
  const primitives = admitsPrimitives(type, conversion.checker);
  return named?.kind === "object"
    ? { ...named, members, primitives }
    : { kind: "object", name: displayName(type.aliasSymbol), class: null, members, primitives };
}

/**
 * Whether a primitive value passes for the object type, through whatever types on the way. Each step keeps the members that its target
 * requires: what requires a member that no primitive has is reached by none.
 */
function admitsPrimitives(type: ts.Type, checker: ts.TypeChecker): boolean {
  // A mapped type of a primitive type is that type, whatever members it seems to have for a parameter.
  if ((objectFlagsOf(type) & ts.ObjectFlags.Mapped) !== 0) return true;
  const kinds = [
    checker.getStringType(),
    checker.getNumberType(),
    checker.getBooleanType(),
    checker.getBigIntType(),
    checker.getESSymbolType(),
  ].map((primitive) => checker.getApparentType(primitive));
  return !checker
    .getPropertiesOfType(type)
    .some(
      ({ name, flags }) =>
        (flags & ts.SymbolFlags.Optional) === 0 && kinds.every((kind) => checker.getPropertyOfType(kind, name) === undefined),
    );
}

function displayName(symbol: ts.Symbol | undefined): string {
  // Names that begin with two underscores are the checker's own: `__type`, `__object`.
  return symbol === undefined || symbol.name.startsWith("__") ? "(anonymous)" : symbol.name;
}

/** Joins members: flattens, drops `never` and repetitions, keeps `any` and `unknown` as tops, widens long lists of literals. */
function unionOf(members: readonly StaticType[]): StaticType {
  const flat = members
    .flatMap((member) => (member.kind === "union" ? member.members : [member]))
    .filter((member) => member.kind !== "never");
  const top = flat.find((member) => member.kind === "any") ?? flat.find((member) => member.kind === "unknown");
  if (top !== undefined) return top;
  const literals = flat.filter((member) => (member.kind === "number" || member.kind === "string") && member.literal !== null);
  const widened = literals.length > MAX_LITERALS ? flat.map(withoutLiteral) : flat;
  // Sorted: the checker orders members by when it first met them, which edits elsewhere change.
  const distinct = new Map(widened.map((member) => [dataKey(member), member]));
  const [first, ...others] = [...distinct].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, member]) => member);
  if (first === undefined) return { kind: "never" };
  return others.length === 0 ? first : { kind: "union", members: [first, ...others] };
}

function withoutLiteral(type: StaticType): StaticType {
  return type.kind === "number" || type.kind === "string" ? { kind: type.kind, literal: null } : type;
}
