/** Declared types as plain data that arguments can be made for, or null: what holds functions, classes, `any` and the like is none. */
import { ts } from "../typescript.js";
import type { PlainParameter, PlainType } from "../../core/witness.js";
import { indexedShape, objectFlagsOf } from "../lower/indexed-shape.js";

const MAX_DEPTH = 4;
const MAX_MEMBERS = 12;

/** The parameters of a function declaration; null when one of them takes something else than plain data. */
export function plainParameters(node: ts.SignatureDeclaration, checker: ts.TypeChecker): readonly PlainParameter[] | null {
  const parameters: PlainParameter[] = [];
  for (const parameter of node.parameters) {
    if (ts.isIdentifier(parameter.name) && parameter.name.text === "this") return null;
    const rest = parameter.dotDotDotToken !== undefined;
    const declared = plainTypeOf(checker.getTypeAtLocation(parameter), checker, MAX_DEPTH);
    if (declared === null || (rest && declared.kind !== "array")) return null;
    const type = rest && declared.kind === "array" ? declared.element : declared;
    parameters.push({ type, rest, optional: parameter.questionToken !== undefined || parameter.initializer !== undefined });
  }
  return parameters;
}

/**
 * Every value made of a plain type conforms to the declared one; not every declared value can be made. A type parameter is instantiated:
 * by its constraint, or by `number`.
 */
export function plainTypeOf(type: ts.Type, checker: ts.TypeChecker, depth: number): PlainType | null {
  const { flags } = type;
  if (depth < 0 || flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never)) return null;
  if (type.isNumberLiteral()) return { kind: "constant", text: numberText(type.value) };
  // No text of the source names the member of a string enum by its value.
  if (type.isStringLiteral())
    return flags & ts.TypeFlags.EnumLiteral ? null : { kind: "constant", text: JSON.stringify(type.value) };
  if (flags & ts.TypeFlags.BooleanLiteral) return { kind: "constant", text: checker.typeToString(type) };
  if (flags & ts.TypeFlags.Boolean) return { kind: "boolean" };
  if (flags & ts.TypeFlags.Number) return { kind: "number" };
  if (flags & ts.TypeFlags.String) return { kind: "string" };
  if (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) return { kind: "constant", text: "undefined" };
  if (flags & ts.TypeFlags.Null) return { kind: "constant", text: "null" };
  if (type.isUnion()) return unionType(type, checker, depth);
  if (flags & ts.TypeFlags.TypeParameter) {
    const constraint: ts.Type | undefined = type.getConstraint();
    if (constraint === undefined || (constraint.flags & ts.TypeFlags.Unknown) !== 0) return { kind: "number" };
    // `K extends keyof T` and its like: what conforms depends on another parameter.
    return constraint.flags & ts.TypeFlags.Instantiable ? null : plainTypeOf(constraint, checker, depth - 1);
  }
  if ((flags & ts.TypeFlags.Object) === 0) return null;
  const shape = indexedShape(type, checker);
  switch (shape.kind) {
    // (What inherits from a list is more than one.)
    case "array": {
      if (!checker.isArrayType(type)) return null;
      const element = shape.element === null ? null : plainTypeOf(shape.element, checker, depth - 1);
      return element === null ? null : { kind: "array", element };
    }
    case "tuple":
      return tupleType(shape.tuple, checker, depth);
    case "typedArray":
      return type.getSymbol()?.name === shape.name ? { kind: "typedArray", name: shape.name } : null;
    case "none":
      return objectType(type, checker, depth);
    case "any":
    case "typeParameter":
    case "string":
    case "arguments":
    case "arrayLike":
      return null;
  }
}

function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** The members there are arguments for: an argument of one member conforms to the union. */
function unionType(type: ts.UnionType, checker: ts.TypeChecker, depth: number): PlainType | null {
  const members = type.types.slice(0, MAX_MEMBERS).flatMap((member) => plainTypeOf(member, checker, depth) ?? []);
  const [first] = members;
  if (first === undefined) return null;
  return members.length === 1 ? first : { kind: "union", members };
}

function tupleType(tuple: ts.TupleTypeReference, checker: ts.TypeChecker, depth: number): PlainType | null {
  const required = tuple.target.elementFlags.findIndex((flag) => (flag & ts.ElementFlags.Required) === 0);
  const variable = tuple.target.elementFlags.some((flag) => (flag & ts.ElementFlags.Variadic) !== 0);
  // Optional and rest elements are left out; what follows them is required, and is not looked at.
  if (
    variable ||
    (required !== -1 && tuple.target.elementFlags.slice(required).some((flag) => (flag & ts.ElementFlags.Required) !== 0))
  ) {
    return null;
  }
  const members = checker.getTypeArguments(tuple).slice(0, required === -1 ? undefined : required);
  const elements = members.map((member) => plainTypeOf(member, checker, depth - 1));
  return elements.some((element) => element === null)
    ? null
    : { kind: "tuple", elements: elements.filter((element) => element !== null) };
}

/** Object types written as literals or interfaces with data properties: no class (its instances are more than their fields), no call, no index. */
function objectType(type: ts.Type, checker: ts.TypeChecker, depth: number): PlainType | null {
  const symbol: ts.Symbol | undefined = type.getSymbol();
  if (symbol === undefined || (symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeLiteral)) === 0) return null;
  if (symbol.flags & ts.SymbolFlags.Class) return null;
  if (type.getCallSignatures().length + type.getConstructSignatures().length + checker.getIndexInfosOfType(type).length > 0)
    return null;
  // Interfaces of the language (Map, Date, RegExp, …) promise more than an object literal keeps; `Pick` and its like do not.
  const isMapped = (objectFlagsOf(type) & ts.ObjectFlags.Mapped) !== 0;
  if (!isMapped && symbol.declarations?.some((declaration) => declaration.getSourceFile().isDeclarationFile) === true)
    return null;
  const fields: { name: string; type: PlainType }[] = [];
  for (const property of type.getProperties()) {
    if (property.flags & ts.SymbolFlags.Optional) continue;
    const isData = (property.flags & ts.SymbolFlags.Property) !== 0 && /^[A-Za-z_$][\w$]*$/u.test(property.name);
    const field = isData ? plainTypeOf(checker.getTypeOfSymbol(property), checker, depth - 1) : null;
    if (field === null || property.name === "__proto__") return null;
    fields.push({ name: property.name, type: field });
  }
  return fields.length > MAX_MEMBERS ? null : { kind: "object", fields };
}
