/** Expressions that may be evaluated a little earlier or later: they see no state that other code can change, and run no code. */
import { ts } from "../typescript.js";
import type { FunctionContext } from "./context.js";
import { isCallOfPow } from "./pow.js";
import { isConstantCell } from "./resolve.js";
import { skipWrappers } from "./syntax.js";
import { meaningOf } from "./variables.js";

/**
 * True for literals, `this`, closures, locals and constant cells, and for arithmetic and fresh objects made of them. Arithmetic may
 * call `valueOf` of an object, but then both orders end in the same effects (everything reachable), and its result is any number.
 */
export function isStateless(fn: FunctionContext, node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  if (ts.isLiteralExpression(inner) || ts.isFunctionExpression(inner) || ts.isArrowFunction(inner)) return true;
  if (ts.isIdentifier(inner)) return isStatelessName(fn, inner);
  if (ts.isPrefixUnaryExpression(inner)) {
    return (
      inner.operator !== ts.SyntaxKind.PlusPlusToken &&
      inner.operator !== ts.SyntaxKind.MinusMinusToken &&
      isStateless(fn, inner.operand)
    );
  }
  if (ts.isBinaryExpression(inner)) return isStatelessChain(fn, inner);
  if (ts.isConditionalExpression(inner)) {
    return isStateless(fn, inner.condition) && isStateless(fn, inner.whenTrue) && isStateless(fn, inner.whenFalse);
  }
  if (ts.isArrayLiteralExpression(inner))
    return inner.elements.every((element) => !ts.isSpreadElement(element) && isStateless(fn, element));
  switch (inner.kind) {
    case ts.SyntaxKind.ThisKeyword:
    case ts.SyntaxKind.NullKeyword:
    case ts.SyntaxKind.TrueKeyword:
    case ts.SyntaxKind.FalseKeyword:
    case ts.SyntaxKind.OmittedExpression:
      return true;
    default:
      return false;
  }
}

/** Without recursion on the left, where chains are long. */
function isStatelessChain(fn: FunctionContext, node: ts.BinaryExpression): boolean {
  let left: ts.Expression = node;
  while (ts.isBinaryExpression(left)) {
    // (`Math.pow` may be another by then.)
    if (isCallOfPow(fn, left) || !isPlainOperator(left.operatorToken.kind) || !isStateless(fn, left.right)) return false;
    left = left.left;
  }
  return isStateless(fn, left);
}

function isPlainOperator(kind: ts.SyntaxKind): boolean {
  const assigns = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  return !assigns && kind !== ts.SyntaxKind.InKeyword && kind !== ts.SyntaxKind.InstanceOfKeyword;
}

function isStatelessName(fn: FunctionContext, node: ts.Identifier): boolean {
  const meaning = meaningOf(fn, node);
  if (meaning === "global") return node.text === "undefined" || node.text === "NaN" || node.text === "Infinity";
  if (typeof meaning === "string" || meaning.kind === "import") return false;
  // A name read for the first time may throw, nothing else; its value cannot have changed in between.
  if (meaning.cell !== null) return isConstantCell(meaning);
  return meaning.unit === fn.unit;
}
