/**
 * Values that need not be what the type says which they have: of type `any`, of another type than their own by a cast, variables that began as such, functions
 * that return such. What a declared function returns counts as what it is declared to return; which functions hand on what others return is told by names
 * (yielding-names.ts).
 */
import { ts } from "../typescript.js";
import { returnedBy } from "./returned-values.js";
import { skipWrappers } from "./syntax.js";

export interface LooseValues {
  readonly isLoose: (node: ts.Expression) => boolean;
  /** What a pattern or a loop takes out of it may be. */
  readonly isLooseInside: (node: ts.Expression) => boolean;
  /** What is stored in the object is not held against the type that it has: `any`, or by a cast right there. */
  readonly isLooseObject: (object: ts.Expression) => boolean;
  /** What it is narrowed to does not count. (To ask for that takes longer.) */
  readonly isDeclaredAny: (node: ts.Expression) => boolean;
  /** A function that may return something loose. */
  readonly isLooseFunction: (node: ts.Expression) => boolean;
  /** What is declared there may return something loose. */
  readonly returnsLoose: (node: ts.FunctionLikeDeclaration) => boolean;
  /** A variable that begins as something loose, or a parameter that may. */
  readonly isLooseVariable: (name: ts.Identifier | ts.MemberName) => boolean;
}

/** How far a pattern reaches into what it takes apart, as a rule. */
const DEPTH = 4;

/** How far a type is looked into that a function returns: its types have names for what lies deeper. */
const RETURNED_DEPTH = 3;

export function createLooseValues(checker: ts.TypeChecker): LooseValues {
  const typeOf = (node: ts.Node): ts.Type => checker.getTypeAtLocation(node);
  const symbolOf = (name: ts.Identifier | ts.MemberName): ts.Symbol | undefined => {
    const symbol =
      ts.isIdentifier(name) && ts.isShorthandPropertyAssignment(name.parent)
        ? checker.getShorthandAssignmentValueSymbol(name.parent)
        : checker.getSymbolAtLocation(name);
    return symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  };
  const nameIn = (node: ts.Expression): ts.Identifier | ts.MemberName | null =>
    ts.isPropertyAccessExpression(node) ? node.name : ts.isIdentifier(node) ? node : null;
  const declaredType = (node: ts.Expression): ts.Type => {
    const name = nameIn(node);
    const symbol = name === null ? undefined : checker.getSymbolAtLocation(name);
    return symbol === undefined ? typeOf(node) : checker.getTypeOfSymbol(symbol);
  };
  const isDeclaredAny = (node: ts.Expression): boolean => isAny(declaredType(node));
  const isLoose = (node: ts.Expression): boolean => {
    if (
      ts.isParenthesizedExpression(node) ||
      ts.isNonNullExpression(node) ||
      ts.isSatisfiesExpression(node) ||
      ts.isSpreadElement(node)
    )
      return isLoose(node.expression);
    if (ts.isConditionalExpression(node)) return isLoose(node.whenTrue) || isLoose(node.whenFalse);
    if (ts.isBinaryExpression(node)) {
      const { operatorToken, left, right } = node;
      if (LAST.has(operatorToken.kind)) return isLoose(right);
      if (EITHER.has(operatorToken.kind)) return isLoose(left) || isLoose(right);
    }
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return returnsLoose(node);
    if (isPlain(node)) return false;
    const declared = declaredType(node);
    if (isAny(declared) || returnsAny(declared)) return true;
    if (ts.isAssertionExpression(node)) return isLoose(node.expression) || isOtherType(node);
    const name = nameIn(node);
    return name !== null && isLooseVariable(name);
  };
  const isLooseFunction = (node: ts.Expression): boolean => typeOf(node).getCallSignatures().length > 0 && isLoose(node);
  const returnsAny = (type: ts.Type): boolean =>
    type.getCallSignatures().some((signature) => isAny(checker.getReturnTypeOfSignature(signature)));
  const isLooseInside = (node: ts.Expression): boolean => {
    const inner = skipWrappers(node);
    if (ts.isSpreadElement(inner)) return isLooseInside(inner.expression);
    if (ts.isArrayLiteralExpression(inner)) return inner.elements.some(isLooseInside);
    return isLoose(node) || holdsAny(typeOf(node), DEPTH);
  };
  /** An element, a member, or what it is iterated to, at whatever depth. */
  const holdsAny = (type: ts.Type, depth: number): boolean => {
    if (isAny(type)) return true;
    if (depth === 0) return (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;
    if (type.isUnion()) return type.types.some((one) => holdsAny(one, depth));
    if ((type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0) return false;
    const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
    const named = checker.getIndexTypeOfType(type, ts.IndexKind.String);
    if ([element, named].some((one) => one !== undefined && holdsAny(one, depth - 1))) return true;
    if (argumentsOf(type).some((one) => holdsAny(one, depth - 1))) return true;
    // (Methods of lists and of their like yield nothing to patterns.)
    if (element !== undefined || argumentsOf(type).length > 0) return false;
    const isData = ({ flags }: ts.Symbol): boolean => (flags & ts.SymbolFlags.Method) === 0;
    return checker.getPropertiesOfType(type).some((one) => isData(one) && holdsAny(checker.getTypeOfSymbol(one), depth - 1));
  };
  /** Of a reference to a generic type: what a set, a map or a generator is iterated to. */
  const argumentsOf = (type: ts.Type): readonly ts.Type[] =>
    (type.flags & ts.TypeFlags.Object) !== 0 && ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0
      ? checker.getTypeArguments(type as ts.TypeReference)
      : [];
  /** (`x as number` where `x` may be undefined says what `x!` says.) */
  const isOtherType = (node: ts.AssertionExpression): boolean =>
    !checker.isTypeAssignableTo(checker.getNonNullableType(typeOf(node.expression)), typeOf(node));
  const isLooseObject = (object: ts.Expression): boolean => {
    if (ts.isParenthesizedExpression(object)) return isLooseObject(object.expression);
    if (!ts.isAssertionExpression(object)) return !isPlain(object) && isDeclaredAny(object);
    return isAny(typeOf(object)) || isOtherType(object) || isLooseObject(object.expression);
  };
  const variables = new Map<ts.Node, boolean>();
  const isLooseVariable = (name: ts.Identifier | ts.MemberName): boolean => {
    const declared = symbolOf(name)?.valueDeclaration;
    if (
      declared === undefined ||
      !(ts.isVariableDeclaration(declared) || ts.isBindingElement(declared) || ts.isParameter(declared))
    )
      return false;
    const known = variables.get(declared);
    if (known !== undefined) return known;
    variables.set(declared, false);
    const found = beginsLoose(declared);
    variables.set(declared, found);
    return found;
  };
  const returnsLoose = (declared: ts.FunctionLikeDeclaration): boolean => returnedBy(declared).some(isLooseReturn);
  /** With what stands around it and inside it: roots of chains, elements and members of literals, members that are `any`. */
  const isLooseReturn = (node: ts.Expression): boolean => {
    if (isLoose(node)) return true;
    const inner = skipWrappers(node);
    if (ts.isConditionalExpression(inner)) return isLooseReturn(inner.whenTrue) || isLooseReturn(inner.whenFalse);
    if (ts.isBinaryExpression(inner) && YIELDS_RIGHT.has(inner.operatorToken.kind))
      return isLooseReturn(inner.left) || isLooseReturn(inner.right);
    if (ts.isArrayLiteralExpression(inner)) return inner.elements.some(isLooseReturn);
    if (ts.isSpreadElement(inner)) return isLooseReturn(inner.expression);
    if (ts.isObjectLiteralExpression(inner)) return inner.properties.some(ts.isSpreadAssignment) && isAny(typeOf(inner));
    return (!isPlain(inner) && namesAny(declaredType(inner), RETURNED_DEPTH)) || isLooseRoot(inner);
  };
  /** `cfg.lists[0]` where `cfg` is. */
  const isLooseRoot = (node: ts.Expression): boolean => {
    const from = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node);
    const holder = from ? node.expression : ts.isTaggedTemplateExpression(node) ? node.tag : null;
    return holder !== null && (isLoose(holder) || isLooseRoot(skipWrappers(holder)));
  };
  /** What a list, or a type without a name, holds is declared as `any`. */
  const namesAny = (type: ts.Type, depth: number): boolean => {
    if (isAny(type)) return true;
    if (depth === 0 || (type.flags & ts.TypeFlags.Object) === 0)
      return type.isUnion() && type.types.some((one) => namesAny(one, depth));
    const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
    if (element !== undefined) return namesAny(element, depth - 1);
    const isUnnamed = ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Anonymous) !== 0;
    return isUnnamed && checker.getPropertiesOfType(type).some((one) => namesAny(checker.getTypeOfSymbol(one), depth - 1));
  };
  const beginsLoose = (declared: ts.VariableDeclaration | ts.BindingElement | ts.ParameterDeclaration): boolean => {
    let from: ts.Node = declared;
    for (; ts.isBindingElement(from); from = from.parent.parent)
      if (from.initializer !== undefined && isLoose(from.initializer)) return true;
    if (!ts.isVariableDeclaration(from) && !ts.isParameter(from)) return false;
    const list = from.parent.parent;
    if (ts.isVariableDeclaration(from) && ts.isForOfStatement(list)) return isLooseInside(list.expression);
    return from.initializer !== undefined && (from === declared ? isLoose : isLooseInside)(from.initializer);
  };
  return { isLoose, isLooseInside, isLooseObject, isDeclaredAny, isLooseFunction, returnsLoose, isLooseVariable };
}

/** Of no such type by its syntax: the checker works out the type of an expression anew whenever it is asked. */
export function isPlain(node: ts.Expression): boolean {
  if (ts.isBinaryExpression(node)) return isArithmetic(node) || COMPARING.has(node.operatorToken.kind);
  return node.kind === ts.SyntaxKind.ThisKeyword ? isInClass(node) : PLAIN.has(node.kind);
}

/** A number or a bigint, whatever the operands are. */
export const isArithmetic = (node: ts.Expression): boolean =>
  ts.isBinaryExpression(node) && ARITHMETIC.has(node.operatorToken.kind);

/** `this` is an instance, or a class. */
function isInClass(node: ts.Node): boolean {
  const holder = ts.findAncestor(node, (one) => ts.isFunctionLike(one) && !ts.isArrowFunction(one));
  return holder !== undefined && ts.isClassElement(holder) && ts.isClassLike(holder.parent);
}

export const isAny = ({ flags }: ts.Type): boolean => (flags & ts.TypeFlags.Any) !== 0;

/** The value of the whole is the right side's. */
const LAST: ReadonlySet<ts.SyntaxKind> = new Set([ts.SyntaxKind.CommaToken, ts.SyntaxKind.EqualsToken]);

/** It is one of the two. */
const EITHER: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.BarBarEqualsToken,
  ts.SyntaxKind.AmpersandAmpersandEqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
]);

/** Operators whose value may be that of their right side. */
export const YIELDS_RIGHT: ReadonlySet<ts.SyntaxKind> = new Set([...LAST, ...EITHER]);

/** Values whose type stands there with them. */
export const WRITTEN_OUT: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.NumericLiteral,
  ts.SyntaxKind.BigIntLiteral,
  ts.SyntaxKind.StringLiteral,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.TemplateExpression,
  ts.SyntaxKind.RegularExpressionLiteral,
  ts.SyntaxKind.TrueKeyword,
  ts.SyntaxKind.FalseKeyword,
  ts.SyntaxKind.NullKeyword,
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.FunctionExpression,
]);

const PLAIN: ReadonlySet<ts.SyntaxKind> = new Set([
  ...WRITTEN_OUT,
  ts.SyntaxKind.ClassExpression,
  ts.SyntaxKind.ObjectLiteralExpression,
  ts.SyntaxKind.ArrayLiteralExpression,
  ts.SyntaxKind.PrefixUnaryExpression,
  ts.SyntaxKind.PostfixUnaryExpression,
  ts.SyntaxKind.TypeOfExpression,
  ts.SyntaxKind.VoidExpression,
]);

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

const COMPARING: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.InstanceOfKeyword,
]);
