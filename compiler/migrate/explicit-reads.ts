/**
 * Explicit forms for reads that leave their range on purpose. Mechanical are those that compute what the code computes now, whatever
 * the index is, and that keep the types: they make a read tolerated (lower/toleration.ts), and a reader sees that it is meant.
 *
 * Why they are the same: past the end the read is `undefined`. Arithmetic, relational and bitwise operators make NaN of that before they
 * look at it (`ToNumber`), bitwise ones then 0 (`ToInt32`). `x ?? undefined` is `x` wherever `x` is not null, which the element's type
 * rules out; where the type lies, a comparison with a value that is neither null nor undefined has the same outcome.
 */
import { ts } from "../typescript.js";
import { throughParentheses } from "../lower/access-use.js";
import { isNumberLike } from "../lower/receiver.js";

export interface ExplicitForm {
  /** The access in its new form, or, where nothing is mechanical, what a person could write. */
  readonly text: string;
  readonly mechanical: boolean;
}

const BITWISE: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.BarToken,
  ts.SyntaxKind.AmpersandToken,
  ts.SyntaxKind.CaretToken,
  ts.SyntaxKind.LessThanLessThanToken,
  ts.SyntaxKind.GreaterThanGreaterThanToken,
  ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken,
  ts.SyntaxKind.BarEqualsToken,
  ts.SyntaxKind.AmpersandEqualsToken,
  ts.SyntaxKind.CaretEqualsToken,
  ts.SyntaxKind.LessThanLessThanEqualsToken,
  ts.SyntaxKind.GreaterThanGreaterThanEqualsToken,
  ts.SyntaxKind.GreaterThanGreaterThanGreaterThanEqualsToken,
]);

const NUMERIC: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.SlashToken,
  ts.SyntaxKind.PercentToken,
  ts.SyntaxKind.AsteriskAsteriskToken,
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
  ts.SyntaxKind.PlusEqualsToken,
  ts.SyntaxKind.MinusEqualsToken,
  ts.SyntaxKind.AsteriskEqualsToken,
  ts.SyntaxKind.SlashEqualsToken,
  ts.SyntaxKind.PercentEqualsToken,
]);

const EQUALITY: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

export function explicitFormOf(access: ts.ElementAccessExpression, checker: ts.TypeChecker): ExplicitForm {
  const source = access.getText();
  const fallback = fallbackFor(access, checker);
  if (fallback !== null) return { text: `(${source} ?? ${fallback})`, mechanical: true };
  return {
    text: `${source} ?? …, with what counts as nothing there; or a type with \`undefined\`, and a test`,
    mechanical: false,
  };
}

/** What may stand behind `??` without a change of anything, or null. */
function fallbackFor(access: ts.ElementAccessExpression, checker: ts.TypeChecker): string | null {
  // A link of an optional chain would change where the chain ends.
  if (access.questionDotToken !== undefined || (access.flags & ts.NodeFlags.OptionalChain) !== 0) return null;
  const type = checker.getTypeAtLocation(access);
  const isNumber = isNumberLike(type, checker);
  const { child, parent } = throughParentheses(access);
  if (ts.isPrefixUnaryExpression(parent)) {
    if (!isNumber) return null;
    if (parent.operator === ts.SyntaxKind.TildeToken) return "0";
    return parent.operator === ts.SyntaxKind.MinusToken || parent.operator === ts.SyntaxKind.PlusToken ? "NaN" : null;
  }
  if (ts.isSwitchStatement(parent) && parent.expression === child) return isNeverNull(type) ? "undefined" : null;
  if (!ts.isBinaryExpression(parent)) return null;
  const operator = parent.operatorToken.kind;
  const other = parent.left === child ? parent.right : parent.left;
  if (EQUALITY.has(operator)) return isNeverNull(type) ? "undefined" : null;
  if (!isNumber || !isNumberLike(checker.getTypeAtLocation(other), checker)) return null;
  const isTarget = parent.left === child && operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment;
  if (isTarget) return null;
  return BITWISE.has(operator) ? "0" : NUMERIC.has(operator) ? "NaN" : null;
}

/** Whether no element is null or undefined as declared; `any`, `unknown` and type parameters may be. */
function isNeverNull(type: ts.Type): boolean {
  const open = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void;
  if ((type.flags & (open | ts.TypeFlags.TypeParameter)) !== 0) return false;
  return type.isUnion()
    ? type.types.every(isNeverNull)
    : !type.isIntersection() && (type.flags & ts.TypeFlags.Instantiable) === 0;
}
