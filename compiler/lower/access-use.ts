/** How an element access is used by what stands around it: the syntactic half of "what counts as a bounds site". */
import { ts } from "../typescript.js";

export type AccessUse = "read" | "assign" | "update" | "logicalAssign" | "target" | "delete";

const LOGICAL_ASSIGNMENTS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.QuestionQuestionEqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
  ts.SyntaxKind.AmpersandAmpersandEqualsToken,
]);

/** The parent that is not a pair of parentheses, and the child of it that holds `node`. */
export function throughParentheses(node: ts.Node): { readonly child: ts.Node; readonly parent: ts.Node } {
  let child = node;
  while (ts.isParenthesizedExpression(child.parent)) child = child.parent;
  return { child, parent: child.parent };
}

/** The same through everything that TypeScript erases: parentheses, `as`, `<T>`, `satisfies`, `!`. */
export function throughErased(node: ts.Node): { readonly child: ts.Node; readonly parent: ts.Node } {
  let child = node;
  while (isErased(child.parent)) child = child.parent;
  return { child, parent: child.parent };
}

/** `expression` without the parentheses around it. */
export function withoutParentheses(expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (ts.isParenthesizedExpression(inner)) inner = inner.expression;
  return inner;
}

function isErased(node: ts.Node): boolean {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node)
  );
}

/** What happens to the place that `node` names. `(a[i] as T) = v` and `a[i]!++` are writes of `a[i]`: what stands between is erased. */
export function accessUse(node: ts.Expression): AccessUse {
  const { child, parent } = throughErased(node);
  if (ts.isBinaryExpression(parent) && parent.left === child) return assignmentUse(parent);
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    const updates = parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
    return updates ? "update" : "read";
  }
  if (ts.isDeleteExpression(parent)) return "delete";
  return isPatternTarget(child) ? "target" : "read";
}

function assignmentUse(assignment: ts.BinaryExpression): AccessUse {
  const operator = assignment.operatorToken.kind;
  if (operator === ts.SyntaxKind.EqualsToken) return isPatternTarget(assignment) ? "target" : "assign";
  if (LOGICAL_ASSIGNMENTS.has(operator)) return "logicalAssign";
  return operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment ? "update" : "read";
}

/** Whether an array or object literal is the left side of a destructuring assignment, or of a loop head, at any depth. */
export function isAssignmentPattern(literal: ts.ArrayLiteralExpression | ts.ObjectLiteralExpression): boolean {
  const { parent } = literal;
  if (ts.isBinaryExpression(parent) && parent.left === literal && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken)
    return true;
  return isPatternTarget(literal);
}

/** Whether `node` stands where an assignment pattern or a `for` head expects a target (with or without its default). */
function isPatternTarget(node: ts.Node): boolean {
  let child = node;
  for (;;) {
    const { parent } = child;
    if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer === child;
    const literal = enclosingLiteral(child);
    if (literal === null) return false;
    const outer = literal.parent;
    if (ts.isBinaryExpression(outer) && outer.left === literal && outer.operatorToken.kind === ts.SyntaxKind.EqualsToken)
      return true;
    child = literal;
  }
}

/** The literal of which `child` is an element, spread operand, property value or object rest. */
function enclosingLiteral(child: ts.Node): ts.ArrayLiteralExpression | ts.ObjectLiteralExpression | null {
  const { parent } = child;
  if (ts.isArrayLiteralExpression(parent)) return parent;
  if (ts.isSpreadElement(parent) && ts.isArrayLiteralExpression(parent.parent)) return parent.parent;
  if (ts.isPropertyAssignment(parent) && parent.initializer === child) return parent.parent;
  if (ts.isSpreadAssignment(parent)) return parent.parent;
  return null;
}
