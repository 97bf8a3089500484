/**
 * Descriptors that are copied from one object to another, and objects that are made with a prototype that the program has already. Neither makes
 * an accessor under a name that has none elsewhere: what is one on the copy was one of the source, under the same name.
 *
 * (A source from outside may have accessors under names that its type does not declare. The copy has those then, as that of `{ ...source }` has
 * their values: what A1t's limits say of members that a value hides.)
 */
import { kindSet, nodesOfKinds } from "../tree-nodes.js";
import { ts } from "../typescript.js";
import { outermostWrapped, skipWrappers } from "./syntax.js";

/** The call `Object.<name>(…)` of the global `Object`, without spreads; null where it is none. */
function objectCall(node: ts.Node, method: string, checker: ts.TypeChecker): ts.CallExpression | null {
  if (!ts.isCallExpression(node) || node.arguments.some((argument) => ts.isSpreadElement(argument))) return null;
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== method) return null;
  const holder = callee.expression;
  if (!ts.isIdentifier(holder) || holder.text !== "Object") return null;
  const declarations = checker.getSymbolAtLocation(holder)?.declarations ?? [];
  return declarations.length > 0 && declarations.every((one) => one.getSourceFile().isDeclarationFile) ? node : null;
}

/** `Object.create(_, descriptors)`, `Object.defineProperties(_, descriptors)` or `Object.defineProperty(_, name, descriptor)` that copies. */
export function copiesDescriptors(call: ts.CallExpression, checker: ts.TypeChecker): boolean {
  const [, second, third] = call.arguments;
  if (second === undefined) return false;
  const isOf = (method: string): boolean => objectCall(call, method, checker) !== null;
  if (isOf("create") || isOf("defineProperties")) return isDescriptors(second, checker);
  return isOf("defineProperty") && third !== undefined && isEntry(second, third, checker);
}

const isDescriptors = (node: ts.Expression, checker: ts.TypeChecker): boolean =>
  objectCall(skipWrappers(node), "getOwnPropertyDescriptors", checker) !== null;

/** `for (const [name, descriptor] of Object.entries(descriptors))`, where none of the three is used for anything that could change it. */
function isEntry(name: ts.Expression, descriptor: ts.Expression, checker: ts.TypeChecker): boolean {
  if (!ts.isIdentifier(name) || !ts.isIdentifier(descriptor)) return false;
  const element = boundBy(name, checker);
  if (element === null || !ts.isBindingElement(element) || !isOnlyUse(descriptor, checker)) return false;
  const pattern = element.parent;
  const [first, second, ...more] = pattern.elements;
  if (!ts.isArrayBindingPattern(pattern) || more.length > 0 || first !== element || second === undefined) return false;
  if (boundBy(descriptor, checker) !== second || [first, second].some((one) => !isPlainElement(one))) return false;
  const list = pattern.parent.parent;
  if (!isConstant(list) || !ts.isForOfStatement(list.parent) || list.parent.awaitModifier !== undefined) return false;
  const entries = objectCall(skipWrappers(list.parent.expression), "entries", checker);
  const [source] = entries?.arguments ?? [];
  if (source === undefined) return false;
  const held = skipWrappers(source);
  if (!ts.isIdentifier(held)) return isDescriptors(held, checker);
  const variable = boundBy(held, checker);
  return (
    variable !== null &&
    ts.isVariableDeclaration(variable) &&
    isConstant(variable.parent) &&
    variable.initializer !== undefined &&
    isDescriptors(variable.initializer, checker) &&
    isOnlyUse(held, checker)
  );
}

const isConstant = (list: ts.Node): list is ts.VariableDeclarationList =>
  ts.isVariableDeclarationList(list) && (list.flags & ts.NodeFlags.Const) !== 0 && (list.flags & ts.NodeFlags.Let) === 0;

const isPlainElement = (element: ts.ArrayBindingElement): boolean =>
  ts.isBindingElement(element) &&
  element.initializer === undefined &&
  element.dotDotDotToken === undefined &&
  ts.isIdentifier(element.name);

/** The one declaration of what the name means. */
function boundBy(name: ts.Identifier, checker: ts.TypeChecker): ts.Declaration | null {
  const [declaration, ...more] = checker.getSymbolAtLocation(name)?.declarations ?? [];
  return declaration === undefined || more.length > 0 ? null : declaration;
}

const NAMES = kindSet(ts.SyntaxKind.Identifier);

/** Nothing but its declaration names it elsewhere. */
function isOnlyUse(name: ts.Identifier, checker: ts.TypeChecker): boolean {
  const symbol = checker.getSymbolAtLocation(name);
  const uses = nodesOfKinds(name.getSourceFile(), NAMES).filter(
    (node) => (node as ts.Identifier).text === name.text && checker.getSymbolAtLocation(node) === symbol,
  );
  return symbol !== undefined && uses.length === 2;
}

/**
 * `Object.create` of what inherits from where its type says: with the prototype and the descriptors of one object, whose copy it is, or with
 * `C.prototype` where it is received as a `C`.
 */
export function createsAsTyped(call: ts.CallExpression, checker: ts.TypeChecker): boolean {
  if (objectCall(call, "create", checker) === null) return false;
  const [prototype, descriptors] = call.arguments.map(skipWrappers);
  if (prototype === undefined || (descriptors !== undefined && !isDescriptors(descriptors, checker))) return false;
  const [ofPrototype] = objectCall(prototype, "getPrototypeOf", checker)?.arguments ?? [];
  if (ofPrototype !== undefined) {
    const [ofDescriptors] = descriptors !== undefined && ts.isCallExpression(descriptors) ? descriptors.arguments : [];
    return ofDescriptors !== undefined && isSame(ofPrototype, ofDescriptors, checker);
  }
  if (!ts.isPropertyAccessExpression(prototype) || prototype.name.text !== "prototype") return false;
  const { parent } = outermostWrapped(call);
  const received =
    ts.isVariableDeclaration(parent) && parent.type !== undefined && ts.isIdentifier(parent.name)
      ? checker.getTypeFromTypeNode(parent.type).getSymbol()
      : undefined;
  const [cls, ...merged] = received?.declarations ?? [];
  return (
    cls !== undefined &&
    merged.length === 0 &&
    ts.isClassLike(cls) &&
    checker.getSymbolAtLocation(prototype.expression)?.valueDeclaration === cls
  );
}

/** `this` both times, or a name that nothing assigns. */
function isSame(left: ts.Expression, right: ts.Expression, checker: ts.TypeChecker): boolean {
  if (left.kind === ts.SyntaxKind.ThisKeyword) return right.kind === ts.SyntaxKind.ThisKeyword;
  if (!ts.isIdentifier(left) || !ts.isIdentifier(right)) return false;
  const variable = boundBy(left, checker);
  return (
    variable !== null && ts.isVariableDeclaration(variable) && isConstant(variable.parent) && boundBy(right, checker) === variable
  );
}
