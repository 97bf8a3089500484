/**
 * By which names functions of the program are called, and which hand on what others return or what members hold: `return this.raw()`,
 * `{ list: raw }`, `const { raw } = this`. By names alone, whatever they belong to: what a name stands for is not asked.
 */
import { kindSet, nodesOfKinds } from "../tree-nodes.js";
import { ts } from "../typescript.js";
import { YIELDS_RIGHT } from "./loose-values.js";
import { returnedBy } from "./returned-values.js";
import { hasBody, isAccess, isAssignmentOperator, skipWrappers, staticPropertyName } from "./syntax.js";

/** Whatever is called by that name: it may be a function of the program's that returns something loose. */
export const calledKey = (name: string): string => JSON.stringify(["()", [], name]);

/** Members without a declaration (`Record<"kind", "circle">`), and members of any declaration, by their names alone. */
export const undeclaredKey = (name: string): string => JSON.stringify(["", [], name]);

/** If the first is loose, so is what is called by the second. */
export type Handed = readonly [from: string, to: string];

/** Under every name. */
export const ANY_MEMBER = "*";

const TELLING = kindSet(
  ts.SyntaxKind.MethodDeclaration,
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.VariableDeclaration,
  ts.SyntaxKind.BindingElement,
  ts.SyntaxKind.PropertyDeclaration,
  ts.SyntaxKind.PropertyAssignment,
  ts.SyntaxKind.ShorthandPropertyAssignment,
  ts.SyntaxKind.BinaryExpression,
);

export function handedOn(file: ts.SourceFile): readonly Handed[] {
  const found = new Map<string, Handed>();
  for (const node of nodesOfKinds(file, TELLING)) {
    const names = calledBy(node);
    if (names.length === 0) continue;
    for (const from of new Set(sourcesOf(node)))
      for (const name of names) if (from !== calledKey(name)) found.set(`${from} ${name}`, [from, calledKey(name)]);
  }
  return [...found.values()];
}

/** All that is loose if `members` are. */
export function closeHanded(members: ReadonlySet<string>, handed: readonly Handed[]): ReadonlySet<string> {
  const next = new Map<string, string[]>();
  for (const [from, to] of handed) {
    const known = next.get(from);
    if (known === undefined) next.set(from, [to]);
    else known.push(to);
  }
  const closed = new Set(members);
  const work = [...members];
  for (let key = work.pop(); key !== undefined; key = work.pop())
    for (const to of next.get(key) ?? []) {
      if (closed.has(to)) continue;
      closed.add(to);
      work.push(to);
    }
  return closed;
}

/** The names that a function gets where it is declared, put or taken. */
export function calledBy(node: ts.Node): readonly string[] {
  if (ts.isBinaryExpression(node)) {
    if (!isAssignmentOperator(node.operatorToken.kind)) return [];
    return nameOf(skipWrappers(node.left));
  }
  if (ts.isShorthandPropertyAssignment(node)) return [node.name.text];
  if (ts.isVariableDeclaration(node) || ts.isBindingElement(node)) return ts.isIdentifier(node.name) ? [node.name.text] : [];
  if (ts.isFunctionDeclaration(node)) return node.name === undefined ? ["default"] : [node.name.text];
  if (!ts.isMethodDeclaration(node) && !ts.isPropertyDeclaration(node) && !ts.isPropertyAssignment(node)) return [];
  const name = ts.isPrivateIdentifier(node.name) ? node.name.text : staticPropertyName(node.name);
  return name === null ? [] : [name];
}

function sourcesOf(node: ts.Node): readonly string[] {
  if (hasBody(node)) return returnedBy(node).flatMap(keysOf);
  if (ts.isBinaryExpression(node)) return keysOf(node.right);
  if (ts.isShorthandPropertyAssignment(node)) return keysOf(node.name);
  if (ts.isBindingElement(node)) {
    const taken = node.propertyName ?? node.name;
    const name = ts.isIdentifier(taken) || ts.isPropertyName(taken) ? staticPropertyName(taken) : null;
    return [...(name === null ? [] : held(name)), ...(node.initializer === undefined ? [] : keysOf(node.initializer))];
  }
  const { initializer } = node as ts.HasExpressionInitializer;
  return initializer === undefined ? [] : keysOf(initializer);
}

const held = (name: string): readonly string[] => [undeclaredKey(name), calledKey(name)];

/** What the expression may be, or may be what is called by. */
function keysOf(node: ts.Expression): readonly string[] {
  const inner = skipWrappers(node);
  if (ts.isSpreadElement(inner)) return keysOf(inner.expression);
  if (ts.isConditionalExpression(inner)) return [...keysOf(inner.whenTrue), ...keysOf(inner.whenFalse)];
  if (ts.isBinaryExpression(inner))
    return YIELDS_RIGHT.has(inner.operatorToken.kind) ? [...keysOf(inner.left), ...keysOf(inner.right)] : [];
  if (ts.isArrayLiteralExpression(inner)) return inner.elements.flatMap(keysOf);
  if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) return returnedBy(inner).flatMap(keysOf);
  if (ts.isCallExpression(inner)) return keysOf(inner.expression);
  if (ts.isTaggedTemplateExpression(inner)) return keysOf(inner.tag);
  const holder = isAccess(inner) ? skipWrappers(inner.expression) : null;
  return [...(holder !== null && isAccess(holder) ? keysOf(holder) : []), ...ownKeys(inner)];
}

const ownKeys = (inner: ts.Expression): readonly string[] =>
  nameOf(inner).flatMap((name) =>
    ON_FUNCTIONS.has(name) && ts.isPropertyAccessExpression(inner) ? keysOf(inner.expression) : held(name),
  );

/** Methods of functions: what they call, or make. */
const ON_FUNCTIONS: ReadonlySet<string> = new Set(["call", "apply", "bind"]);

function nameOf(node: ts.Expression): readonly string[] {
  if (ts.isIdentifier(node)) return [node.text];
  if (ts.isPropertyAccessExpression(node)) return [node.name.text];
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
    return [node.argumentExpression.text];
  return [];
}
