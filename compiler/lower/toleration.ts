/** The clauses of semantics.md by which a read is tolerated: the code asks on the spot whether the element was there. */
import { ts } from "../typescript.js";
import { throughParentheses, withoutParentheses } from "./access-use.js";

const ASKING_OPERATORS: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.QuestionQuestionToken, "left of `??`"],
  [ts.SyntaxKind.BarBarToken, "left of `||`"],
  [ts.SyntaxKind.AmpersandAmpersandToken, "left of `&&`"],
]);

const EQUALITY_OPERATORS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

/** Which clause tolerates the read `access`, or null. Only the direct parent counts, through parentheses and nothing else. */
export function tolerationOf(access: ts.ElementAccessExpression): string | null {
  const { child, parent } = throughParentheses(access);
  if (ts.isBinaryExpression(parent)) return binaryToleration(child, parent);
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken ? "operand of `!`" : null;
  if (ts.isTypeOfExpression(parent)) return "operand of `typeof`";
  if (ts.isVoidExpression(parent)) return "operand of `void`";
  if (ts.isIfStatement(parent)) return parent.expression === child ? "condition of `if`" : null;
  if (ts.isConditionalExpression(parent)) return parent.condition === child ? "condition of `?:`" : null;
  if (ts.isWhileStatement(parent)) return parent.expression === child ? "condition of `while`" : null;
  if (ts.isDoStatement(parent)) return parent.expression === child ? "condition of `do`" : null;
  if (ts.isForStatement(parent)) return parent.condition === child ? "condition of `for`" : null;
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent) || ts.isCallExpression(parent)) {
    return parent.expression === child && parent.questionDotToken !== undefined ? "base of `?.`" : null;
  }
  return null;
}

function binaryToleration(child: ts.Node, parent: ts.BinaryExpression): string | null {
  const operator = parent.operatorToken.kind;
  if (EQUALITY_OPERATORS.has(operator)) {
    return isNothing(parent.left === child ? parent.right : parent.left) ? "comparison with `undefined` or `null`" : null;
  }
  return parent.left === child ? (ASKING_OPERATORS.get(operator) ?? null) : null;
}

/** Literal `undefined`, `null` or `void 0`. */
function isNothing(expression: ts.Expression): boolean {
  const inner = withoutParentheses(expression);
  if (inner.kind === ts.SyntaxKind.NullKeyword) return true;
  if (ts.isIdentifier(inner)) return inner.text === "undefined";
  if (!ts.isVoidExpression(inner)) return false;
  const operand = withoutParentheses(inner.expression);
  return ts.isNumericLiteral(operand) && operand.text === "0";
}
