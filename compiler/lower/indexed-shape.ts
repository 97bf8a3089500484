/**
 * What a declared type says about indexing. One reading of the checker's types for both the static types of HIR and the contract
 * "what counts as a bounds site", so that the two cannot part.
 */
import { ts } from "../typescript.js";
import { TYPED_ARRAY_NAMES } from "../../core/static-type.js";
import type { TypedArrayName } from "../../core/static-type.js";

export type IndexedShape =
  | { readonly kind: "any" }
  | { readonly kind: "typeParameter"; readonly constraint: ts.Type | null }
  | { readonly kind: "string" }
  /** `sparse`: the library declares elements as present that may be `undefined` (unmatched groups of a regular expression). */
  | { readonly kind: "array"; readonly element: ts.Type | null; readonly readonly: boolean; readonly sparse: boolean }
  | { readonly kind: "tuple"; readonly tuple: ts.TupleTypeReference }
  | { readonly kind: "typedArray"; readonly name: TypedArrayName }
  | { readonly kind: "arguments" }
  | { readonly kind: "arrayLike"; readonly element: ts.Type }
  /** Not indexed by number. */
  | { readonly kind: "none" };

const NONE: IndexedShape = { kind: "none" };
const TYPED_ARRAYS: ReadonlyMap<string, TypedArrayName> = new Map(TYPED_ARRAY_NAMES.map((name) => [name, name]));
const SPARSE_ARRAYS: ReadonlySet<string> = new Set(["RegExpMatchArray", "RegExpExecArray"]);

/** The members of a union, or the type itself; a constraint that is a union is not opened. */
export function unionMembers(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

/**
 * Shape of one member of a union. An intersection has the first indexed shape among its parts (`Uint8Array & Brand`); a type
 * parameter keeps its name, other deferred types (`T[K]`, conditional types, polymorphic `this`) have the shape of their constraint.
 */
export function indexedShape(type: ts.Type, checker: ts.TypeChecker): IndexedShape {
  const flags = type.flags;
  if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return { kind: "any" };
  if (flags & ts.TypeFlags.StringLike) return { kind: "string" };
  if (flags & ts.TypeFlags.Instantiable) return deferredShape(type, checker);
  if (type.isIntersection()) return intersectionShape(type, checker);
  if (flags & ts.TypeFlags.Object) return objectShape(type, checker);
  return NONE;
}

/** Whether `symbol` is declared in the global scope of a declaration file: the standard library or the host's types. */
export function isLibraryGlobal(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some((declaration) => {
    const file = declaration.getSourceFile();
    return file.isDeclarationFile && declaration.parent === file && !ts.isExternalModule(file);
  });
}

function deferredShape(type: ts.Type, checker: ts.TypeChecker): IndexedShape {
  const constraint = checker.getBaseConstraintOfType(type);
  const known = constraint === undefined || constraint === type || constraint.flags & ts.TypeFlags.Unknown ? null : constraint;
  if (type.flags & ts.TypeFlags.TypeParameter && !isThisType(type)) return { kind: "typeParameter", constraint: known };
  if (known === null) return { kind: "typeParameter", constraint: null };
  if (known.flags & ts.TypeFlags.Instantiable) return { kind: "typeParameter", constraint: null };
  if (!known.isUnion()) return indexedShape(known, checker);
  return known.types.some((member) => indexedShape(member, checker).kind !== "none")
    ? { kind: "typeParameter", constraint: known }
    : NONE;
}

/** The polymorphic `this` of a class is a type parameter to the checker, but declared as the class to everybody else. */
function isThisType(type: ts.Type): boolean {
  return "isThisType" in type && type.isThisType === true;
}

function intersectionShape(type: ts.IntersectionType, checker: ts.TypeChecker): IndexedShape {
  let parameter: IndexedShape = NONE;
  for (const part of type.types) {
    const shape = indexedShape(part, checker);
    if (shape.kind === "typeParameter") parameter = shape;
    else if (shape.kind !== "none") return shape;
  }
  // `T & { length: number } & { [i: number]: X }`: the parts are nothing by themselves, together they are array-like.
  return parameter.kind === "none" ? arrayLikeShape(type, checker) : parameter;
}

function objectShape(type: ts.Type, checker: ts.TypeChecker): IndexedShape {
  if (isTupleReference(type, checker)) return { kind: "tuple", tuple: type };
  return inheritedShape(type, type, checker, 0) ?? arrayLikeShape(type, checker);
}

function isTupleReference(type: ts.Type, checker: ts.TypeChecker): type is ts.TupleTypeReference {
  return checker.isTupleType(type);
}

/** Deep enough for every class hierarchy people write; ends on the checker's error recovery for cyclic bases too. */
const BASE_DEPTH = 16;

/** Array, typed array or `arguments`, by name or by inheritance (`Buffer`, `RegExpMatchArray`, `class Stack extends Array<T>`). */
function inheritedShape(type: ts.Type, origin: ts.Type, checker: ts.TypeChecker, depth: number): IndexedShape | null {
  if (isTupleReference(type, checker))
    return { kind: "array", element: indexElement(origin, checker), readonly: false, sparse: false };
  const symbol: ts.Symbol | undefined = type.getSymbol();
  if (symbol === undefined) return null;
  if (checker.isArrayType(type)) {
    const sparse = SPARSE_ARRAYS.has(origin.getSymbol()?.name ?? "");
    return { kind: "array", element: indexElement(origin, checker), readonly: symbol.name === "ReadonlyArray", sparse };
  }
  const typedArray = TYPED_ARRAYS.get(symbol.name);
  if (typedArray !== undefined && isInstanceType(type) && isLibraryGlobal(symbol))
    return { kind: "typedArray", name: typedArray };
  if (symbol.name === "IArguments" && isLibraryGlobal(symbol)) return { kind: "arguments" };
  if (depth === BASE_DEPTH) return null;
  for (const base of baseTypes(type, checker)) {
    const shape = inheritedShape(base, origin, checker, depth + 1);
    if (shape !== null) return shape;
  }
  return null;
}

function baseTypes(type: ts.Type, checker: ts.TypeChecker): readonly ts.Type[] {
  const declared = isTypeReference(type) ? type.target : type;
  return declared.isClassOrInterface() ? checker.getBaseTypes(declared) : [];
}

function isTypeReference(type: ts.Type): type is ts.TypeReference {
  return objectFlagsOf(type) !== 0 && (objectFlagsOf(type) & ts.ObjectFlags.Reference) !== 0;
}

/** A class's constructor type carries the symbol of the class, and only instances are indexed. */
function isInstanceType(type: ts.Type): boolean {
  return (objectFlagsOf(type) & (ts.ObjectFlags.ClassOrInterface | ts.ObjectFlags.Reference)) !== 0;
}

/** `ts.ObjectFlags` of an object type, 0 of any other. */
export function objectFlagsOf(type: ts.Type): number {
  return "objectFlags" in type && typeof type.objectFlags === "number" ? type.objectFlags : 0;
}

function arrayLikeShape(type: ts.Type, checker: ts.TypeChecker): IndexedShape {
  const element = indexElement(type, checker);
  if (element === null || checker.getPropertyOfType(type, "length") === undefined) return NONE;
  return { kind: "arrayLike", element };
}

function indexElement(type: ts.Type, checker: ts.TypeChecker): ts.Type | null {
  return checker.getIndexTypeOfType(type, ts.IndexKind.Number) ?? null;
}
