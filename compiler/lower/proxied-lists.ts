/**
 * Proxies that stand for an array from the beginning: `new Proxy([], { get(target, name) { … } })`. A handler may answer for any name, but only
 * where the proxy is taken for something that has the name. What has such a type is passed by lists, so what requires a member that they do
 * not have is not reached without a cast:
 *
 * * each step from type to type keeps what its target requires;
 * * a narrowing asks. `instanceof` finds the prototype of the array, and `in` its own members, as the handler answers neither question; what a
 *   trap says of members that lists have is of their type, or an `any` that is returned. (Its `constructor` may be any function: no
 *   comparison of such tells anything.)
 * * nothing in the program makes more of a list: `Object.assign(list, …)` has the type of both, and a constructor that returns a list
 *   makes an instance of any class below.
 */
import { kindSet, nodesOfKinds } from "../tree-nodes.js";
import { ts } from "../typescript.js";
import { indexedShape, unionMembers } from "./indexed-shape.js";
import { outermostWrapped, skipWrappers, staticPropertyName } from "./syntax.js";

/** Traps that decide what a narrowing finds, and the way to a handler's other traps. */
const DECEIVING: ReadonlySet<string> = new Set(["getPrototypeOf", "has", "__proto__"]);

/** The names of the members that the proxy may be asked for, sorted; null when it may pass for anything. */
export function proxiedList(name: ts.Identifier, checker: ts.TypeChecker): readonly string[] | null {
  const made = name.parent;
  if (!ts.isNewExpression(made) || made.expression !== name) return null;
  const [target, handler, ...more] = made.arguments ?? [];
  if (target === undefined || handler === undefined || more.length > 0) return null;
  const list = skipWrappers(target);
  if (!ts.isArrayLiteralExpression(list) || list.elements.length > 0) return null;
  if (!ts.isObjectLiteralExpression(handler) || !handler.properties.every(isHonestTrap)) return null;
  const outer = outermostWrapped(made);
  const received = receivedAs(outer, checker);
  if (received === null) return null;
  const types = [checker.getTypeAtLocation(made), checker.getTypeAtLocation(outer), received];
  if (!types.every((type) => isOnlyList(type, checker))) return null;
  return [...new Set(types.flatMap((type) => checker.getPropertiesOfType(type).map((symbol) => symbol.name)))].sort();
}

/** What the value becomes where it stands: the result of its function, or a variable. */
function receivedAs(node: ts.Node, checker: ts.TypeChecker): ts.Type | null {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) && parent.initializer === node && ts.isIdentifier(parent.name))
    return checker.getTypeAtLocation(parent.name);
  if (!ts.isReturnStatement(parent) && !(ts.isArrowFunction(parent) && parent.body === node)) return null;
  const fn = ts.findAncestor(parent, ts.isFunctionLike);
  const signature = fn === undefined ? undefined : checker.getSignatureFromDeclaration(fn);
  return signature === undefined ? null : checker.getReturnTypeOfSignature(signature);
}

/** A function written right there, which does not name the handler (as its `this`): that might get other traps. */
function isHonestTrap(trap: ts.ObjectLiteralElementLike): boolean {
  if (!ts.isMethodDeclaration(trap) && !ts.isPropertyAssignment(trap)) return false;
  const name = staticPropertyName(trap.name);
  if (name === null || DECEIVING.has(name)) return false;
  if (ts.isMethodDeclaration(trap)) return !namesThis(trap);
  const value = skipWrappers(trap.initializer);
  return ts.isArrowFunction(value) || (ts.isFunctionExpression(value) && !namesThis(value));
}

const THIS = kindSet(ts.SyntaxKind.ThisKeyword);
const namesThis = (within: ts.Node): boolean =>
  nodesOfKinds(within.getSourceFile(), THIS).some((node) => within.pos <= node.pos && node.end <= within.end);

function isOnlyList(type: ts.Type, checker: ts.TypeChecker): boolean {
  return unionMembers(type).every((one) => {
    const { kind } = indexedShape(one, checker);
    return !one.isIntersection() && (kind === "array" || kind === "tuple");
  });
}

/** What any list has. */
const OF_LISTS: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Array.prototype));

/** May be a list, by its type: one that lists pass for. */
export const mayBeList = (type: ts.Type, checker: ts.TypeChecker): boolean =>
  unionMembers(type).some((one) => {
    const { kind } = indexedShape(one, checker);
    if (kind !== "none") return kind !== "string";
    if (
      (one.flags & (ts.TypeFlags.Object | ts.TypeFlags.NonPrimitive | ts.TypeFlags.Intersection | ts.TypeFlags.Instantiable)) ===
      0
    )
      return false;
    return checker
      .getPropertiesOfType(checker.getApparentType(one))
      .every(({ name, flags }) => (flags & ts.SymbolFlags.Optional) !== 0 || OF_LISTS.has(name) || /^\d+$/u.test(name));
  });

/** `Object.assign` to what may be a list. */
export function joinsMembers(name: ts.Identifier, checker: ts.TypeChecker): boolean {
  const call = name.parent.parent;
  if (!ts.isPropertyAccessExpression(name.parent) || !ts.isCallExpression(call) || call.expression !== name.parent) return true;
  const [target] = call.arguments;
  return target === undefined || ts.isSpreadElement(target) || mayBeList(checker.getTypeAtLocation(target), checker);
}

/** `value.constructor === Box` narrows the value. */
export const comparesConstructors = (name: ts.Identifier): boolean =>
  ts.isPropertyAccessExpression(name.parent) &&
  name.parent.name === name &&
  [ts.SyntaxKind.BinaryExpression, ts.SyntaxKind.SwitchStatement, ts.SyntaxKind.CaseClause].includes(
    outermostWrapped(name.parent).parent.kind,
  );

/** A constructor makes instances of its class of a list. */
export function makesInstance({ expression, parent }: ts.ReturnStatement, checker: ts.TypeChecker): boolean {
  const fn = expression === undefined ? undefined : ts.findAncestor(parent, ts.isFunctionLike);
  return (
    expression !== undefined &&
    fn !== undefined &&
    ts.isConstructorDeclaration(fn) &&
    mayBeList(checker.getTypeAtLocation(expression), checker)
  );
}

/** Whether a list passes for the type: it requires no member that those do not have. */
export const passesAs = (names: readonly string[], type: ts.Type, checker: ts.TypeChecker): boolean =>
  checker.getPropertiesOfType(type).every(({ name, flags }) => (flags & ts.SymbolFlags.Optional) !== 0 || names.includes(name));
