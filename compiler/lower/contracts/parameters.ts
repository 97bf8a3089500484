/** What a caller's arguments say of the parameters that a contract names. */
import { ts } from "../../typescript.js";
import type { Unit } from "../binding.js";
import { hasBody, valueParameters } from "../syntax.js";

/**
 * Names of the parameters by position; the empty text for one that a caller's argument does not determine: a default, a rest, one of two of
 * the same name. Null where code may run between the call and the body (a pattern, a default that is no literal): what held of the arguments
 * need not hold of the parameters then.
 */
export function plainParameters({ node }: Unit): readonly string[] | null {
  if (!ts.isFunctionLike(node) || !hasBody(node)) return null;
  const parameters = valueParameters(node);
  if (!parameters.every(isPassedOn)) return null;
  const names = parameters.map(({ name, initializer, dotDotDotToken }) =>
    ts.isIdentifier(name) && initializer === undefined && dotDotDotToken === undefined ? name.text : "",
  );
  const all = parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : ""));
  return names.map((name) => (all.filter((other) => other === name).length > 1 ? "" : name));
}

function isPassedOn({ name, initializer }: ts.ParameterDeclaration): boolean {
  return ts.isIdentifier(name) && (initializer === undefined || isLiteral(initializer));
}

function isLiteral(node: ts.Expression): boolean {
  if (ts.isPrefixUnaryExpression(node)) return node.operator === ts.SyntaxKind.MinusToken && ts.isNumericLiteral(node.operand);
  return (
    ts.isNumericLiteral(node) ||
    ts.isStringLiteralLike(node) ||
    node.kind === ts.SyntaxKind.TrueKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword ||
    node.kind === ts.SyntaxKind.NullKeyword
  );
}
