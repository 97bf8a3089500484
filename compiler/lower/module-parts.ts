/** Enums, namespaces, `import =`, `export =`, `export default`. */
import { ts } from "../typescript.js";
import type { ValueId } from "../../core/ids.js";
import type { FunctionContext } from "./context.js";
import { lowerExpression } from "./expressions.js";
import { exportedObject, exportingNamespace } from "./namespace-export.js";
import { leftmost } from "./statement-scopes.js";
import { hasModifier, isAmbient, isInstantiated, staticPropertyName } from "./syntax.js";
import { functionType, numberValue, stringValue, unknownValue } from "./values.js";
import { declaredBinding, isInitialiser, readBinding, readName, writeBinding } from "./variables.js";
import { isConstantCell } from "./resolve.js";

const NO_CLAIM = { kind: "unknown" } as const;

/** `E || (E = {})`: the object that a first declaration makes and later ones extend. */
function mergedObject(fn: FunctionContext, node: ts.EnumDeclaration | ts.ModuleDeclaration, name: ts.Identifier): ValueId | null {
  const binding = declaredBinding(fn, name);
  if (binding === null) return null;
  const namespace = exportingNamespace(fn, node);
  if (namespace !== null) {
    const object = exportedObject(fn, namespace, name.text);
    writeBinding(fn, binding, { value: object, initialises: isInitialiser(binding, name) && isConstantCell(binding) });
    return object;
  }
  if (!isInitialiser(binding, name)) return readBinding(fn, binding);
  const type = ts.isEnumDeclaration(node) ? constantEnum(node, fn) : null;
  const object =
    type === null
      ? fn.b.emit({ op: "object", members: [] })
      : fn.b.emit({ op: "object", members: [], conforming: true }, fn.b.internType(fn.program.declaredTypeOf(type)));
  writeBinding(fn, binding, { value: object, initialises: isConstantCell(binding) });
  return object;
}

/**
 * The type of the object of an enum that is declared in one place, of constants: whoever finds it finds all its members, as of a literal that
 * conforms (conforming-literals.ts). Null of another.
 */
function constantEnum(node: ts.EnumDeclaration, { checker }: FunctionContext): ts.Type | null {
  const symbol = checker.getSymbolAtLocation(node.name);
  const isConstant = node.members.every((member) => checker.getConstantValue(member) !== undefined);
  return symbol?.declarations?.length === 1 && isConstant ? checker.getTypeOfSymbol(symbol) : null;
}

/** `E[E["A"] = 0] = "A"` for each member; string members have no way back. `const enum`s leave no code. */
export function lowerEnum(fn: FunctionContext, node: ts.EnumDeclaration): void {
  if (isAmbient(node) || hasModifier(node, ts.SyntaxKind.ConstKeyword)) return;
  const object = mergedObject(fn, node, node.name);
  if (object === null) return;
  for (const member of node.members) {
    const name = staticPropertyName(member.name);
    const constant = fn.checker.getConstantValue(member);
    const value = memberValue(fn, member, constant);
    const text = stringValue(fn, name ?? "");
    if (name === null) unknownValue(fn, { construct: "computed enum member", uses: [object, value] });
    else fn.b.emit({ op: "setProp", object, name, value, claim: NO_CLAIM, define: false });
    if (typeof constant !== "string") fn.b.emit({ op: "setElem", object, key: value, value: text, site: null });
  }
}

function memberValue(fn: FunctionContext, member: ts.EnumMember, constant: string | number | undefined): ValueId {
  if (typeof constant === "number") return numberValue(fn, constant);
  if (typeof constant === "string") return stringValue(fn, constant);
  if (member.initializer !== undefined) return lowerExpression(fn, member.initializer);
  return unknownValue(fn, { construct: "enum member without a value" });
}

/** Calls the namespace's function with its object. */
export function lowerNamespace(fn: FunctionContext, node: ts.ModuleDeclaration): void {
  const unit = fn.module.bindings.unitOf.get(node);
  if (unit === undefined || !isInstantiated(node) || !ts.isIdentifier(node.name)) return;
  const object = mergedObject(fn, node, node.name);
  if (object === null) return;
  const callee = fn.b.emit({ op: "closure", function: unit.id }, functionType(fn));
  fn.b.emit({ op: "call", callee, thisValue: null, args: [{ value: object, spread: false }], target: unit.id });
}

export function lowerExportAssignment(fn: FunctionContext, node: ts.ExportAssignment): void {
  const binding = declaredBinding(fn, node);
  const value = lowerExpression(fn, node.expression);
  if (binding !== null) writeBinding(fn, binding, { value, initialises: true });
}

/** `import a = N.b` is a variable; `import a = require("m")` reads the module. Aliases of types leave no code. */
export function lowerImportEquals(fn: FunctionContext, node: ts.ImportEqualsDeclaration): void {
  const binding = declaredBinding(fn, node.name);
  if (binding === null) return;
  const { moduleReference } = node;
  if (ts.isExternalModuleReference(moduleReference)) {
    const module = ts.isStringLiteralLike(moduleReference.expression) ? moduleReference.expression.text : "";
    writeBinding(fn, binding, { value: fn.b.emit({ op: "import", module, name: "export=" }), initialises: true });
    return;
  }
  const symbol = fn.checker.getSymbolAtLocation(node.name);
  const target = symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias ? fn.checker.getAliasedSymbol(symbol) : symbol;
  if (target === undefined || (target.flags & ts.SymbolFlags.Value) === 0) return;
  writeBinding(fn, binding, { value: lowerEntityName(fn, moduleReference), initialises: true });
}

function lowerEntityName(fn: FunctionContext, entity: ts.EntityName): ValueId {
  const names: string[] = [];
  for (let node = entity; ts.isQualifiedName(node); node = node.left) names.push(node.right.text);
  let value = readName(fn, leftmost(entity));
  for (const name of names.reverse()) value = fn.b.emit({ op: "getProp", object: value, name, claim: NO_CLAIM });
  return value;
}
