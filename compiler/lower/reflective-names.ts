/**
 * Functions that define members or change prototypes, taken out of their holders by other ways than by a name after a dot:
 * `Object["defineProperty"]`, `const { "defineProperty": define } = Object`, `O[key]`. Their holders may have any name.
 */
import { ts } from "../typescript.js";
import { outermostWrapped, skipWrappers, staticPropertyName } from "./syntax.js";

/** What may be made of members then: accessors of any, other prototypes only, or nothing. */
export type Selected = "any" | "prototypes" | "nothing";

const DEFINE: ReadonlySet<string> = new Set([
  "defineProperty",
  "defineProperties",
  "__defineGetter__",
  "__defineSetter__",
  "Proxy",
]);
const REPARENT: ReadonlySet<string> = new Set(["setPrototypeOf", "__proto__"]);

/** `keys` null: under a name that is not known. */
export function selected(holder: ts.Node, keys: readonly string[] | null, checker: ts.TypeChecker): Selected {
  if (keys?.some((key) => DEFINE.has(key)) === true) return "any";
  if ((keys === null || keys.includes("create")) && mayDefine(holder, checker)) return "any";
  return keys?.some((key) => REPARENT.has(key)) === true ? "prototypes" : "nothing";
}

/** It is `Object`, `Reflect` or the global object, by whatever name, or inherits from `Object`. */
function mayDefine(holder: ts.Node, checker: ts.TypeChecker): boolean {
  const node = ts.isExpression(holder) ? skipWrappers(holder) : holder;
  const type = checker.getApparentType(checker.getTypeAtLocation(node));
  return ["defineProperty", "Proxy"].some((name) => checker.getPropertyOfType(type, name) !== undefined);
}

/** The names that a key may be; null where it may be any. Numbers and symbols are none. */
function keysOf(key: ts.Expression, checker: ts.TypeChecker): readonly string[] | null {
  const literal = skipWrappers(key);
  if (ts.isStringLiteralLike(literal)) return [literal.text];
  if (ts.isNumericLiteral(literal)) return [];
  const type = checker.getTypeAtLocation(key);
  const parts = type.isUnion() ? type.types : [type];
  const keys: string[] = [];
  for (const part of parts) {
    if (part.isStringLiteral()) keys.push(part.value);
    else if ((part.flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.ESSymbolLike)) === 0) return null;
  }
  return keys;
}

/** `object[key]`. */
export const keyed = ({ expression, argumentExpression }: ts.ElementAccessExpression, checker: ts.TypeChecker): Selected =>
  selected(expression, keysOf(argumentExpression, checker), checker);

/** `{ name: variable } = object`, in a declaration or an assignment. */
export function destructured(
  node: ts.BindingElement | ts.PropertyAssignment | ts.ShorthandPropertyAssignment,
  checker: ts.TypeChecker,
): Selected {
  const isPart = ts.isBindingElement(node)
    ? ts.isObjectBindingPattern(node.parent) && node.dotDotDotToken === undefined
    : isTarget(node.parent);
  const name = ts.isBindingElement(node) ? (node.propertyName ?? node.name) : node.name;
  if (!isPart || ts.isObjectBindingPattern(name) || ts.isArrayBindingPattern(name)) return "nothing";
  if (ts.isComputedPropertyName(name)) return selectedIn(node, keysOf(name.expression, checker), checker);
  const text = staticPropertyName(name);
  return text === null ? "nothing" : selectedIn(node, [text], checker);
}

/** Of an assignment the type of what is taken apart is not asked for: it counts as one that may define. */
function selectedIn(node: ts.Node, keys: readonly string[] | null, checker: ts.TypeChecker): Selected {
  if (ts.isObjectBindingPattern(node.parent)) return selected(node.parent, keys, checker);
  return keys === null || keys.includes("create") ? "any" : selected(node, keys, checker);
}

/** The literal is a pattern that is assigned to. */
function isTarget(literal: ts.Node): boolean {
  const { parent } = outermostWrapped(literal);
  if (ts.isBinaryExpression(parent))
    return parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && skipWrappers(parent.left) === literal;
  if (ts.isForOfStatement(parent)) return skipWrappers(parent.initializer as ts.Expression) === literal;
  if (ts.isPropertyAssignment(parent)) return isTarget(parent.parent);
  return (ts.isArrayLiteralExpression(parent) || ts.isSpreadElement(parent)) && isTarget(parent);
}
