/** Small questions about syntax that several passes ask. */
import { ts } from "../typescript.js";

/** Nodes that change the static type only. */
export type TypeWrapper =
  ts.ParenthesizedExpression | ts.AsExpression | ts.TypeAssertion | ts.NonNullExpression | ts.SatisfiesExpression;

export function isTypeWrapper(node: ts.Node): node is TypeWrapper {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node)
  );
}

/** The expression below parentheses and type assertions. A non-null link of an optional chain is not skipped. */
export function skipWrappers(node: ts.Expression): ts.Expression {
  let inner = node;
  while (isTypeWrapper(inner) || (ts.isExpressionWithTypeArguments(inner) && ts.isExpression(inner.expression))) {
    if (ts.isOptionalChain(inner)) break;
    inner = inner.expression;
  }
  return inner;
}

/** The outermost node that is the same expression but for parentheses and type assertions. */
export function outermostWrapped(node: ts.Node): ts.Node {
  let outer = node;
  while (isTypeWrapper(outer.parent) || ts.isExpressionWithTypeArguments(outer.parent)) outer = outer.parent;
  return outer;
}

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false);
}

export function isAmbient(node: ts.Node): boolean {
  return hasModifier(node, ts.SyntaxKind.DeclareKeyword);
}

export function isAssignmentOperator(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

export function isLogicalAssignment(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.BarBarEqualsToken ||
    kind === ts.SyntaxKind.AmpersandAmpersandEqualsToken ||
    kind === ts.SyntaxKind.QuestionQuestionEqualsToken
  );
}

/** How the parent of `node` assigns to it: not at all, purely, or after reading it. */
export function assignmentUse(node: ts.Node): "none" | "write" | "readWrite" {
  const outer = outermostWrapped(node);
  const { parent } = outer;
  if (ts.isBinaryExpression(parent) && parent.left === outer && isAssignmentOperator(parent.operatorToken.kind)) {
    return parent.operatorToken.kind === ts.SyntaxKind.EqualsToken ? "write" : "readWrite";
  }
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    const updates = parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
    return updates ? "readWrite" : "none";
  }
  if ((ts.isForOfStatement(parent) || ts.isForInStatement(parent)) && parent.initializer === outer) return "write";
  return isPatternMember(outer) ? "write" : "none";
}

/** Whether `node` stands where a destructuring assignment puts a target. */
function isPatternMember(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isArrayLiteralExpression(parent)) return isAssignmentPattern(parent);
  if (ts.isSpreadElement(parent)) return ts.isArrayLiteralExpression(parent.parent) && isAssignmentPattern(parent.parent);
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node && isAssignmentPattern(parent.parent);
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node && isAssignmentPattern(parent.parent);
  if (ts.isSpreadAssignment(parent)) return isAssignmentPattern(parent.parent);
  return false;
}

function isAssignmentPattern(literal: ts.ArrayLiteralExpression | ts.ObjectLiteralExpression): boolean {
  const use = assignmentUse(literal);
  return use === "write";
}

/** `target = 0`. */
export function assignsZero(target: ts.Node): boolean {
  const { parent } = outermostWrapped(target);
  return (
    ts.isBinaryExpression(parent) &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isNumericLiteral(parent.right) &&
    Number(parent.right.text) === 0
  );
}

/** The name of a property that needs no evaluation; null for a computed one. */
export function staticPropertyName(name: ts.PropertyName): string | null {
  if (ts.isComputedPropertyName(name)) return ts.isStringLiteralLike(name.expression) ? textName(name.expression.text) : null;
  if (ts.isStringLiteralLike(name)) return textName(name.text);
  if (ts.isBigIntLiteral(name)) return name.text.slice(0, -1);
  return ts.isNumericLiteral(name) ? String(Number(name.text)) : name.text;
}

/** In HIR a name that begins with `#` is a private one; `o["#n"]` is another member, and `textName` gives no two texts one name. */
export const textName = (text: string): string => (/^[#\\]/u.test(text) ? `\\${text}` : text);

/** `"0"`, `"17"`: a property name that is an array index, so that naming it is an element access. */
export function isIndexName(name: string): boolean {
  return /^(0|[1-9][0-9]{0,9})$/.test(name);
}

export type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression;

export const isAccess = (node: ts.Node): node is Access =>
  ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);

/** Functions with code: overload signatures, abstract members and ambient declarations have none. */
export function hasBody(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return (
    (ts.isFunctionDeclaration(node) ||
      ts.isFunctionExpression(node) ||
      ts.isArrowFunction(node) ||
      ts.isMethodDeclaration(node) ||
      ts.isConstructorDeclaration(node) ||
      ts.isGetAccessorDeclaration(node) ||
      ts.isSetAccessorDeclaration(node)) &&
    node.body !== undefined
  );
}

/** Decorators on the class, a member of it, or a parameter of one. */
export function isDecorated(node: ts.ClassLikeDeclaration): boolean {
  return ts.getDecorators(node) !== undefined || node.members.some(isDecoratedMember);
}

export function isDecoratedMember(member: ts.ClassElement): boolean {
  if (ts.canHaveDecorators(member) && ts.getDecorators(member) !== undefined) return true;
  return hasBody(member) && member.parameters.some((parameter) => ts.getDecorators(parameter) !== undefined);
}

/** Parameters with code: a `this` parameter is a type only. */
export function valueParameters(node: ts.SignatureDeclaration): readonly ts.ParameterDeclaration[] {
  return node.parameters.filter((parameter) => !isThisParameter(parameter));
}

export function thisParameter(node: ts.SignatureDeclaration): ts.ParameterDeclaration | undefined {
  return node.parameters.find(isThisParameter);
}

const isThisParameter = ({ name }: ts.ParameterDeclaration): boolean => ts.isIdentifier(name) && name.text === "this";

export function isParameterProperty(parameter: ts.ParameterDeclaration): boolean {
  return ts.isParameterPropertyDeclaration(parameter, parameter.parent) && ts.isIdentifier(parameter.name);
}

/** A namespace that emits code: something in it is more than a type. */
export function isInstantiated(node: ts.ModuleDeclaration): boolean {
  return !isAmbient(node) && node.body !== undefined && ts.isIdentifier(node.name) && holdsCode(node);
}

/** Makes the emitter emit the namespace that it stands in, itself emitted or not: what is `declare`d counts. */
function countsAsCode(statement: ts.Statement): boolean {
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return false;
  if (ts.isImportEqualsDeclaration(statement)) return hasModifier(statement, ts.SyntaxKind.ExportKeyword);
  if (ts.isModuleDeclaration(statement)) return holdsCode(statement);
  return !ts.isEnumDeclaration(statement) || !hasModifier(statement, ts.SyntaxKind.ConstKeyword);
}

const holdsCode = ({ body }: ts.ModuleDeclaration): boolean => {
  if (body === undefined || ts.isIdentifier(body)) return true;
  return ts.isModuleDeclaration(body) ? holdsCode(body) : body.statements.some(countsAsCode);
};

/** A directive prologue with `"use strict"`, written without escapes. */
export function hasUseStrict(statements: readonly ts.Statement[]): boolean {
  for (const statement of statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isStringLiteral(statement.expression)) return false;
    if (/^.use strict.$/.test(statement.expression.getText())) return true;
  }
  return false;
}

/**
 * Annex B.3.4: in `catch (x) { var x = 1; }` the variable is one of the function, but what its declaration stores goes to the catch variable.
 * The catch variable of that name, or null.
 */
export function catchVariableOf(name: ts.Identifier): ts.Identifier | null {
  for (let node: ts.Node = name; !ts.isSourceFile(node) && !ts.isFunctionLike(node); node = node.parent) {
    const variable = ts.isCatchClause(node) ? node.variableDeclaration?.name : undefined;
    if (variable !== undefined && variable !== name && ts.isIdentifier(variable) && variable.text === name.text) return variable;
  }
  return null;
}

/** The name stands in a `var`, itself or in a pattern. */
export function isVarName(name: ts.Identifier): boolean {
  let node: ts.Node = name.parent;
  while (ts.isBindingElement(node) || ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node)) node = node.parent;
  const list = ts.isVariableDeclaration(node) ? node.parent : node;
  return ts.isVariableDeclarationList(list) && (list.flags & ts.NodeFlags.BlockScoped) === 0;
}

/** The names that variables or parameters declare, those in patterns too. */
export function declaredNames(declarations: readonly { readonly name: ts.BindingName }[]): readonly ts.Identifier[] {
  return declarations.flatMap(({ name }) => {
    if (ts.isIdentifier(name)) return [name];
    return declaredNames(name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : [element])));
  });
}

/** What the class extends. */
export const heritageOf = ({ heritageClauses }: ts.ClassLikeDeclaration): ts.ExpressionWithTypeArguments | undefined =>
  heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
