/** The element access of a site, when its parts are simple enough to be written a second time before its statement. */
import { kindSet, nodesOfKinds } from "../../compiler/tree-nodes.js";
import { ts } from "../../compiler/typescript.js";
import type { Span } from "../../core/span.js";

export interface SimpleAccess {
  readonly node: ts.ElementAccessExpression;
  readonly receiver: string;
  readonly key: string;
  /** The statement of a block that the access stands in. */
  readonly statement: ts.Statement;
}

/** By the end: no two have the same one. */
const known = new WeakMap<ts.SourceFile, ReadonlyMap<number, ts.ElementAccessExpression>>();

/** The one with just this span, or null. */
export function accessAt(tree: ts.SourceFile, span: Span): ts.ElementAccessExpression | null {
  const accesses = known.get(tree) ?? accessesIn(tree);
  known.set(tree, accesses);
  const found = accesses.get(span.end);
  return found?.getStart(tree) === span.start ? found : null;
}

const ACCESSES = kindSet(ts.SyntaxKind.ElementAccessExpression);

const accessesIn = (tree: ts.SourceFile): ReadonlyMap<number, ts.ElementAccessExpression> =>
  new Map(
    nodesOfKinds(tree, ACCESSES).flatMap((node) => (ts.isElementAccessExpression(node) ? [[node.end, node] as const] : [])),
  );

/**
 * Null unless a test of receiver and key that stands before the statement sees the values that the access sees: both are names, fields of
 * names or sums with literals, the access is evaluated whenever the statement is, and nothing in the statement calls or assigns anything
 * before.
 */
export function simpleAccess(tree: ts.SourceFile, span: Span): SimpleAccess | null {
  const node = accessAt(tree, span);
  if (node === null || node.questionDotToken !== undefined) return null;
  const { expression, argumentExpression } = node;
  if (!isPath(expression) || !isSimpleKey(argumentExpression)) return null;
  const statement = statementOf(node);
  if (statement === null || actsBefore(statement, node)) return null;
  return { node, receiver: expression.getText(tree), key: argumentExpression.getText(tree), statement };
}

/** `a`, `this`, `a.b.c`. A getter could answer otherwise the second time: the test then proves nothing, and the guard stays. */
function isPath(node: ts.Expression): boolean {
  if (ts.isIdentifier(node) || node.kind === ts.SyntaxKind.ThisKeyword) return true;
  if (!ts.isPropertyAccessExpression(node) || node.questionDotToken !== undefined) return false;
  // Lengths of private fields are not related from one read to the next.
  return ts.isIdentifier(node.name) && isPath(node.expression);
}

function isSimpleKey(node: ts.Expression): boolean {
  if (ts.isNumericLiteral(node) || isPath(node)) return true;
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  const isSum = kind === ts.SyntaxKind.PlusToken || kind === ts.SyntaxKind.MinusToken;
  return isSum && isSimpleKey(node.left) && isSimpleKey(node.right);
}

/** Climbs from the access while it is evaluated just once whenever its parent is; null where that ends early. */
function statementOf(access: ts.Node): ts.Statement | null {
  for (let child = access, { parent } = access; ; child = parent, { parent } = parent) {
    if (ts.isStatement(parent)) return isPlainStatement(parent, child) && isInBlock(parent) ? parent : null;
    if (ts.isVariableDeclaration(parent) || ts.isVariableDeclarationList(parent)) continue;
    if (!ts.isExpression(parent) || isConditional(parent) || ts.isFunctionLike(parent) || ts.isClassLike(parent)) return null;
  }
}

function isConditional(node: ts.Node): boolean {
  if (ts.isConditionalExpression(node) || ts.isOptionalChain(node) || ts.isYieldExpression(node)) return true;
  if (!ts.isBinaryExpression(node)) return false;
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
    case ts.SyntaxKind.AmpersandAmpersandEqualsToken:
    case ts.SyntaxKind.BarBarEqualsToken:
    case ts.SyntaxKind.QuestionQuestionEqualsToken:
      return true;
    default:
      return false;
  }
}

function isPlainStatement(statement: ts.Statement, child: ts.Node): boolean {
  return (
    ts.isExpressionStatement(statement) ||
    ts.isVariableStatement(statement) ||
    ts.isReturnStatement(statement) ||
    ts.isThrowStatement(statement) ||
    (ts.isIfStatement(statement) && child === statement.expression)
  );
}

export function isInBlock({ parent }: ts.Statement): boolean {
  return ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent) || ts.isModuleBlock(parent);
}

/** A call or an assignment that is evaluated before the access, or several variables: a later one may be read. */
function actsBefore(statement: ts.Statement, access: ts.Node): boolean {
  if (ts.isVariableStatement(statement) && statement.declarationList.declarations.length > 1) return true;
  let acts = false;
  const visit = (node: ts.Node): void => {
    if (acts || node === access) return;
    // What is written after an access is not always evaluated after it (a right-hand side is, before a store).
    const isAround = node.pos <= access.pos && node.end >= access.end;
    if (!isAround && isAction(node)) acts = true;
    else ts.forEachChild(node, visit);
  };
  if (ts.isIfStatement(statement)) visit(statement.expression);
  else visit(statement);
  return acts;
}

function isAction(node: ts.Node): boolean {
  if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node)) return true;
  if (ts.isAwaitExpression(node) || ts.isYieldExpression(node) || ts.isDeleteExpression(node)) return true;
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
    return node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
    node.operatorToken.kind <= ts.SyntaxKind.LastAssignment
  );
}

/** White space at the start of the node's line; null when something else stands before the node there. */
export function indentOf(text: string, start: number): string | null {
  const lineStart = Math.max(text.lastIndexOf("\n", start - 1), text.lastIndexOf("\r", start - 1)) + 1;
  const before = text.slice(lineStart, start);
  return /^[^\S\r\n]*$/u.test(before) ? before : null;
}

export const newlineOf = (text: string): string => (text.includes("\r\n") ? "\r\n" : "\n");

/** A statement right before another one, on a line of its own where that one has one. */
export function statementBefore(text: string, start: number, statement: string): { readonly span: Span; readonly text: string } {
  const indent = indentOf(text, start);
  const gap = indent === null ? " " : `${newlineOf(text)}${indent}`;
  return { span: { start, end: start }, text: `${statement}${gap}` };
}
