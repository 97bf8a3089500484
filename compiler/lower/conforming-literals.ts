/**
 * Literals that a variable begins as, and that are certain to be what it is declared as: under A1t fields and elements conform to their declared
 * types in what the program makes, too, as long as no other value is put there in plain sight. What goes into members is looked at where
 * stores are (loose-stores.ts); elements of arrays have no names by which that could be told, so they must be plain.
 */
import { ts } from "../typescript.js";
import { WRITTEN_OUT } from "./loose-values.js";

type Literal = ts.ObjectLiteralExpression | ts.ArrayLiteralExpression;

/** The name of the variable that the literal is put into, if it conforms; else null. */
export function conformsTo(literal: Literal): ts.Identifier | null {
  let outer: ts.Node = literal;
  while (ts.isParenthesizedExpression(outer.parent) || ts.isSatisfiesExpression(outer.parent) || isConst(outer.parent))
    outer = outer.parent;
  const { parent } = outer;
  if (!ts.isVariableDeclaration(parent) || parent.initializer !== outer || !ts.isIdentifier(parent.name)) return null;
  return isPlainLiteral(literal) ? parent.name : null;
}

/** Whether it is, or is a part of, a literal that conforms. */
export function isInConforming(literal: Literal): boolean {
  let outer: Literal = literal;
  for (
    let node: ts.Node = literal.parent;
    ts.isParenthesizedExpression(node) || ts.isPropertyAssignment(node) || isLiteral(node);
    node = node.parent
  )
    if (isLiteral(node)) outer = node;
  return conformsTo(outer) !== null;
}

const isConst = (node: ts.Node): boolean => ts.isAssertionExpression(node) && ts.isConstTypeReference(node.type);

/** Made of what stands there: see `conformsTo`. */
function isPlainLiteral(literal: Literal): boolean {
  return ts.isArrayLiteralExpression(literal) ? literal.elements.every(isPlainElement) : literal.properties.every(isPlainMember);
}

/** No accessor, nothing that is copied or cast, and no name that is not written down. */
function isPlainMember(member: ts.ObjectLiteralElementLike): boolean {
  if (ts.isShorthandPropertyAssignment(member)) return member.name.text !== "__proto__";
  if (!ts.isPropertyAssignment(member) && !ts.isMethodDeclaration(member)) return false;
  if (ts.isComputedPropertyName(member.name) || member.name.text === "__proto__") return false;
  return ts.isMethodDeclaration(member) || isPlainValue(member.initializer);
}

function isPlainValue(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node)) return isPlainValue(node.expression);
  if (ts.isAssertionExpression(node)) return isConst(node) && isPlainValue(node.expression);
  return !isLiteral(node) || isPlainLiteral(node);
}

const isLiteral = (node: ts.Node): node is Literal => ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node);

/** By its syntax of its own type, which TypeScript has checked: neither `any` nor cast. (An object by a literal may still hold such.) */
function isPlainElement(node: ts.Expression): boolean {
  if (isLiteral(node)) return isPlainLiteral(node);
  if (ts.isParenthesizedExpression(node)) return isPlainElement(node.expression);
  if (ts.isPrefixUnaryExpression(node)) return isPlainElement(node.operand);
  // (What a function returns is not looked at here.)
  return WRITTEN_OUT.has(node.kind) && !ts.isFunctionLike(node);
}
