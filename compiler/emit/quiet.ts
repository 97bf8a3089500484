/** Expressions that may be moved, repeated, or evaluated after a test without anybody noticing (rules 1 and 2 of guards.md). */
import { ts } from "../typescript.js";
import { activationOf, type Bindings } from "./bindings.js";

/** `expression` without parentheses and what TypeScript erases. */
export function bare(expression: ts.Expression): ts.Expression {
  let node = expression;
  while (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node)
  )
    node = node.expression;
  return node;
}

/**
 * Whether evaluating `expression` cannot throw, suspend, or change anything: literals, initialised variables of the file, closures.
 * Arithmetic is not among them: operands may be objects.
 */
export function isQuiet(expression: ts.Expression, bindings: Bindings): boolean {
  const node = bare(expression);
  if (isLiteral(node) || ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return true;
  if (ts.isIdentifier(node)) return isInitialised(node, bindings);
  if (ts.isPrefixUnaryExpression(node)) {
    const { operator, operand } = node;
    if (operator === ts.SyntaxKind.ExclamationToken) return isQuiet(operand, bindings);
    return (
      (operator === ts.SyntaxKind.MinusToken || operator === ts.SyntaxKind.PlusToken || operator === ts.SyntaxKind.TildeToken) &&
      ts.isNumericLiteral(bare(operand))
    );
  }
  if (ts.isTypeOfExpression(node) || ts.isVoidExpression(node)) return isQuiet(node.expression, bindings);
  if (ts.isConditionalExpression(node))
    return [node.condition, node.whenTrue, node.whenFalse].every((part) => isQuiet(part, bindings));
  return false;
}

export function isLiteral(node: ts.Expression): boolean {
  return (
    ts.isNumericLiteral(node) ||
    ts.isStringLiteralLike(node) ||
    ts.isBigIntLiteral(node) ||
    node.kind === ts.SyntaxKind.TrueKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword ||
    node.kind === ts.SyntaxKind.NullKeyword
  );
}

/**
 * Reading it cannot throw: no dead zone, no missing global, no getter of the global object. Nor does other code assign it: what it is read
 * after may run such (a `length` that is an accessor).
 */
function isInitialised(node: ts.Identifier, bindings: Bindings): boolean {
  const binding = bindings.resolve(node);
  if (binding === null || binding.owner !== activationOf(node) || node.pos < binding.initialisedFrom) return false;
  return binding.assignments.every(({ owner }) => owner === binding.owner && !ts.isModuleBlock(owner));
}

/** Whether `expression` yields the same when it is evaluated again after `between`, without effect. */
export function isStable(expression: ts.Expression, between: readonly ts.Expression[], bindings: Bindings): boolean {
  const node = bare(expression);
  if (ts.isNumericLiteral(node) || ts.isStringLiteralLike(node) || node.kind === ts.SyntaxKind.ThisKeyword) return true;
  if (!ts.isIdentifier(node)) return false;
  if (node.text === "arguments") return true;
  const binding = bindings.resolve(node);
  if (binding === null) return false;
  if (binding.constant || binding.assignments.length === 0) return true;
  const here = activationOf(node);
  // Only this activation can assign it, and it does not do so in between.
  return (
    binding.owner === here &&
    !ts.isSourceFile(here) &&
    binding.assignments.every(
      ({ owner, position }) => owner === here && between.every((part) => position < part.pos || position >= part.end),
    )
  );
}

/** By its syntax alone a primitive value: literals, and what every operator but the logical ones yields. */
export function isPrimitive(expression: ts.Expression): boolean {
  const node = bare(expression);
  if (isLiteral(node) || isNumeric(node) || ts.isTypeOfExpression(node) || ts.isVoidExpression(node)) return true;
  if (ts.isPrefixUnaryExpression(node)) return true;
  if (ts.isConditionalExpression(node)) return isPrimitive(node.whenTrue) && isPrimitive(node.whenFalse);
  if (!ts.isBinaryExpression(node)) return false;
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.PlusToken:
      return true;
    case ts.SyntaxKind.EqualsToken:
    case ts.SyntaxKind.CommaToken:
      return isPrimitive(node.right);
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.QuestionQuestionToken:
      return isPrimitive(node.left) && isPrimitive(node.right);
    default:
      return false;
  }
}

/** By its syntax alone a number or a bigint, whatever its operands are: such a key names an index or a numeric-like property. */
export function isNumeric(expression: ts.Expression): boolean {
  const node = bare(expression);
  if (ts.isNumericLiteral(node)) return true;
  if (ts.isPrefixUnaryExpression(node)) return node.operator !== ts.SyntaxKind.ExclamationToken;
  if (ts.isPostfixUnaryExpression(node)) return true;
  if (ts.isConditionalExpression(node)) return isNumeric(node.whenTrue) && isNumeric(node.whenFalse);
  if (!ts.isBinaryExpression(node)) return false;
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.PlusToken:
      return isNumeric(node.left) && isNumeric(node.right);
    case ts.SyntaxKind.MinusToken:
    case ts.SyntaxKind.AsteriskToken:
    case ts.SyntaxKind.AsteriskAsteriskToken:
    case ts.SyntaxKind.SlashToken:
    case ts.SyntaxKind.PercentToken:
    case ts.SyntaxKind.AmpersandToken:
    case ts.SyntaxKind.BarToken:
    case ts.SyntaxKind.CaretToken:
    case ts.SyntaxKind.LessThanLessThanToken:
    case ts.SyntaxKind.GreaterThanGreaterThanToken:
    case ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken:
      return true;
    case ts.SyntaxKind.EqualsToken:
    case ts.SyntaxKind.CommaToken:
      return isNumeric(node.right);
    default:
      return false;
  }
}
