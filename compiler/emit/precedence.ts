/** Operator precedence (ECMA-262, expression grammar), for parentheses in printed guards. */
import { ts } from "../typescript.js";
import { assertNever } from "../../core/errors.js";
import type { GuardExpr } from "./guard-expr.js";

export const SEQUENCE = 0;
export const ASSIGNMENT = 1;
export const CONDITIONAL = 2;
export const UNARY = 15;
export const POSTFIX = 16;
export const LEFT_HAND_SIDE = 18;

const BINARY: Readonly<Record<string, number>> = {
  "??": 3,
  "||": 4,
  "&&": 5,
  "|": 6,
  "^": 7,
  "&": 8,
  "==": 9,
  "!=": 9,
  "===": 9,
  "!==": 9,
  "<": 10,
  ">": 10,
  "<=": 10,
  ">=": 10,
  "<<": 11,
  ">>": 11,
  ">>>": 11,
  "+": 12,
  "-": 12,
  "*": 13,
  "/": 13,
  "%": 13,
  "**": 14,
};

export const binaryPrecedence = (operator: string): number => BINARY[operator] ?? ASSIGNMENT;

/** What the operands of `operator` must bind at least as tightly as: `??` mixes with no logical operator, `**` takes no unary left. */
export function operandPrecedence(operator: string): { readonly left: number; readonly right: number } {
  const own = binaryPrecedence(operator);
  if (operator === "??") return { left: 6, right: 6 };
  if (operator === "**") return { left: POSTFIX, right: own };
  return { left: own, right: own + 1 };
}

export function precedenceOf(expression: GuardExpr): number {
  switch (expression.kind) {
    case "source":
      return sourcePrecedence(expression.node);
    case "sequence":
      return SEQUENCE;
    case "assign":
      return ASSIGNMENT;
    case "conditional":
      return CONDITIONAL;
    case "binary":
      return binaryPrecedence(expression.operator);
    case "typeof":
    case "not":
    case "delete":
    case "undefined":
      return UNARY;
    case "commented":
      return precedenceOf(expression.of);
    case "step":
      return expression.prefix ? UNARY : POSTFIX;
    case "number":
      return expression.value < 0 ? UNARY : LEFT_HAND_SIDE + 1;
    case "name":
    case "this":
    case "null":
    case "string":
    case "array":
    case "call":
    case "element":
    case "member":
      return LEFT_HAND_SIDE;
    default:
      return assertNever(expression);
  }
}

function sourcePrecedence(node: ts.Expression): number {
  if (ts.isBinaryExpression(node)) {
    const operator = node.operatorToken.kind;
    if (operator === ts.SyntaxKind.CommaToken) return SEQUENCE;
    return (
      BINARY[ts.tokenToString(operator) ?? ""] ??
      (operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment ? ASSIGNMENT : 10)
    );
  }
  if (ts.isArrowFunction(node) || ts.isYieldExpression(node) || ts.isSpreadElement(node)) return ASSIGNMENT;
  if (ts.isConditionalExpression(node)) return CONDITIONAL;
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return 10;
  if (ts.isPostfixUnaryExpression(node)) return POSTFIX;
  if (
    ts.isPrefixUnaryExpression(node) ||
    ts.isTypeOfExpression(node) ||
    ts.isVoidExpression(node) ||
    ts.isDeleteExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isTypeAssertionExpression(node)
  ) {
    return UNARY;
  }
  // `new A` without arguments must not meet brackets or a dot.
  if (ts.isNewExpression(node) && node.arguments === undefined) return POSTFIX;
  return ts.isNumericLiteral(node) ? POSTFIX + 1 : LEFT_HAND_SIDE;
}
