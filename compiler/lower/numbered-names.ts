/**
 * Computed names that are numbers: `get [Shape.types.SPHERE]()`. What an operator of arithmetic yields is a number or a bigint. A member that is declared
 * as a number is one as far as A1t is believed, which it is unless the program stores something else in plain sight (loose-stores.ts): in the member, or in one on
 * the way to it.
 */
import { ts } from "../typescript.js";
import { unionMembers } from "./indexed-shape.js";
import { memberKeys } from "./loose-stores.js";
import { skipWrappers } from "./syntax.js";

/** The members that the name is believed by, as `memberKeys` names them; null where it may be no number. */
export function numberedBy({ expression }: ts.ComputedPropertyName, checker: ts.TypeChecker): readonly string[] | null {
  const name = skipParentheses(expression);
  if (isArithmetic(name)) return [];
  if (!ts.isPropertyAccessExpression(name) || !isNumber(name, checker)) return null;
  const keys: string[] = [];
  let node: ts.Expression = name;
  for (; ts.isPropertyAccessExpression(node); node = node.expression) {
    const symbol = checker.getSymbolAtLocation(node.name);
    if (
      symbol === undefined ||
      !(symbol.declarations ?? []).every((one) => isMade(one, node === name ? "number" : "object", checker))
    )
      return null;
    keys.push(...memberKeys(symbol));
  }
  return ts.isIdentifier(node) && isConstantObject(node, checker) ? keys : null;
}

/** Names that such a member may have. (`undefined`: it is asked for too early.) */
export const isNumberedName = (name: string): boolean => String(Number(name)) === name || name === "undefined";

function skipParentheses(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) ? skipParentheses(node.expression) : node;
}

const ARITHMETIC: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.SlashToken,
  ts.SyntaxKind.PercentToken,
  ts.SyntaxKind.AmpersandToken,
  ts.SyntaxKind.BarToken,
  ts.SyntaxKind.CaretToken,
  ts.SyntaxKind.LessThanLessThanToken,
  ts.SyntaxKind.GreaterThanGreaterThanToken,
  ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken,
]);

function isArithmetic(node: ts.Expression): boolean {
  if (ts.isNumericLiteral(node)) return true;
  return ts.isBinaryExpression(node) && ARITHMETIC.has(node.operatorToken.kind);
}

const isNumber = (node: ts.Node, checker: ts.TypeChecker): boolean =>
  unionMembers(checker.getTypeAtLocation(node)).every(({ flags }) => (flags & ts.TypeFlags.NumberLike) !== 0);

/** Of what a cast is made, nothing is said where the member is made: so it is looked at here. */
function isMade(declaration: ts.Declaration, as: "number" | "object", checker: ts.TypeChecker): boolean {
  if (ts.isEnumMember(declaration)) return as === "number";
  if (!ts.isPropertyAssignment(declaration) && !ts.isPropertyDeclaration(declaration)) return false;
  const { initializer } = declaration;
  if (initializer === undefined) return false;
  const made = skipWrappers(initializer);
  return as === "number" ? isArithmetic(made) || isNumber(made, checker) : made === initializer;
}

/** A class, an enum, or a constant that is made as a literal: no variable that something else was put in. */
function isConstantObject(name: ts.Identifier, checker: ts.TypeChecker): boolean {
  const symbol = checker.getSymbolAtLocation(name);
  if (symbol === undefined) return false;
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const declarations = (target.declarations ?? []).filter(
    (one) => !ts.isInterfaceDeclaration(one) && !ts.isTypeAliasDeclaration(one),
  );
  return declarations.length > 0 && declarations.every(isConstant);
}

function isConstant(declaration: ts.Declaration): boolean {
  if (ts.isClassDeclaration(declaration) || ts.isEnumDeclaration(declaration)) return true;
  if (!ts.isVariableDeclaration(declaration) || declaration.initializer === undefined) return false;
  const { initializer, parent } = declaration;
  const isLiteral =
    ts.isObjectLiteralExpression(initializer) ||
    (ts.isAsExpression(initializer) &&
      ts.isConstTypeReference(initializer.type) &&
      ts.isObjectLiteralExpression(initializer.expression));
  return isLiteral && ts.isVariableDeclarationList(parent) && (parent.flags & ts.NodeFlags.Const) !== 0;
}
