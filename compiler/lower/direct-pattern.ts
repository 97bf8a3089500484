/**
 * Array patterns over an array literal written right there: `[a, b] = [b, a]`, `const [x, y] = [f(), g()]`. Emission moves the elements to
 * the targets without array, iterator and `Array.prototype[Symbol.iterator]`, and lowering describes just that (A7). Both ask here, and
 * the answer depends on syntax alone, so that they cannot part.
 */
import { ts } from "../typescript.js";
import { assignmentUse, hasModifier, outermostWrapped, skipWrappers } from "./syntax.js";

export interface DirectElement {
  /** The element of the pattern, with its default: the place of its site. */
  readonly node: ts.BindingElement | ts.Expression;
  /** Which value it takes; less than the number of values. */
  readonly index: number;
  readonly fallback: ts.Expression | null;
}

interface DirectPattern {
  /** The elements of the literal, all evaluated in order before anything is assigned. */
  readonly values: readonly ts.Expression[];
}

export interface DirectAssignment extends DirectPattern {
  readonly pattern: ts.ArrayLiteralExpression;
  /** Elements of the pattern without holes; not empty. */
  readonly elements: readonly (DirectElement & { readonly target: ts.Expression })[];
  /** Whether anything looks at the value of the whole expression, which is the array. */
  readonly resultUsed: boolean;
}

export interface DirectDeclaration extends DirectPattern {
  readonly pattern: ts.ArrayBindingPattern;
  readonly elements: readonly (DirectElement & { readonly target: ts.BindingName })[];
}

/** `node` as moves of values, or null when it is no such assignment or has a part that needs the iterator or a name (see `isPlain`). */
export function directAssignment(node: ts.BinaryExpression): DirectAssignment | null {
  if (node.operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isArrayLiteralExpression(node.left)) return null;
  // `[[a, b] = [1, 2]] = x`: a target with a default looks like an assignment.
  if (assignmentUse(node) !== "none") return null;
  const { left: pattern } = node;
  const values = valuesFor(pattern, node.right);
  if (values === null) return null;
  const elements = pattern.elements.flatMap((element, index) => {
    if (ts.isOmittedExpression(element)) return [];
    const isDefault = ts.isBinaryExpression(element) && element.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    const target = isDefault ? element.left : element;
    return [{ node: element, index, target, fallback: isDefault ? element.right : null }];
  });
  if (elements.length === 0 || !elements.every(isPlain)) return null;
  return { pattern, values, elements, resultUsed: isResultUsed(node) };
}

/** As `directAssignment`, for what becomes several declarators in the place of one: in statements that export nothing, and loop heads. */
export function directDeclaration(node: ts.VariableDeclaration): DirectDeclaration | null {
  const { name: pattern, initializer } = node;
  if (!ts.isArrayBindingPattern(pattern) || initializer === undefined || !ts.isVariableDeclarationList(node.parent)) return null;
  const holder = node.parent.parent;
  const isLocal =
    ts.isVariableStatement(holder) &&
    !hasModifier(holder, ts.SyntaxKind.ExportKeyword) &&
    !hasModifier(holder, ts.SyntaxKind.DeclareKeyword);
  if (!isLocal && !ts.isForStatement(holder)) return null;
  const values = valuesFor(pattern, initializer);
  if (values === null) return null;
  const elements = pattern.elements.flatMap((element, index) =>
    ts.isBindingElement(element) ? [{ node: element, index, target: element.name, fallback: element.initializer ?? null }] : [],
  );
  if (elements.length === 0 || !elements.every(isPlain)) return null;
  // In the head of a loop a default might hold an `in`.
  if (ts.isForStatement(holder) && elements.some(({ fallback }) => fallback !== null)) return null;
  return { pattern, values, elements };
}

/** The direct pattern that `pattern` is the left side of. */
export function isDirectPattern(pattern: ts.ArrayBindingPattern | ts.ArrayLiteralExpression): boolean {
  const { parent } = pattern;
  if (ts.isVariableDeclaration(parent)) return directDeclaration(parent) !== null;
  return ts.isBinaryExpression(parent) && parent.left === pattern && directAssignment(parent) !== null;
}

/** Every value there and known by its place: no spread and no hole in the literal, no rest in the pattern, one value for each element. */
function valuesFor(
  pattern: ts.ArrayBindingPattern | ts.ArrayLiteralExpression,
  source: ts.Expression,
): readonly ts.Expression[] | null {
  const literal = skipWrappers(source);
  if (!ts.isArrayLiteralExpression(literal) || literal.elements.length < pattern.elements.length) return null;
  if (literal.elements.some((value) => ts.isSpreadElement(value) || ts.isOmittedExpression(value))) return null;
  const isRest = (element: ts.ArrayBindingElement | ts.Expression): boolean =>
    ts.isSpreadElement(element) || (ts.isBindingElement(element) && element.dotDotDotToken !== undefined);
  return pattern.elements.some(isRest) ? null : literal.elements;
}

/** A target that an assignment can have. A default that is an anonymous function would lose the name it gets from the target. */
function isPlain({
  target,
  fallback,
}: {
  readonly target: ts.BindingName | ts.Expression;
  readonly fallback: ts.Expression | null;
}): boolean {
  const inner = ts.isExpression(target) ? skipWrappers(target) : target;
  if (ts.isIdentifier(inner)) return fallback === null || !isAnonymousFunction(fallback);
  if (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner)) return !ts.isOptionalChain(inner);
  return (
    ts.isArrayBindingPattern(inner) ||
    ts.isObjectBindingPattern(inner) ||
    ts.isArrayLiteralExpression(inner) ||
    ts.isObjectLiteralExpression(inner)
  );
}

function isAnonymousFunction(value: ts.Expression): boolean {
  const node = skipWrappers(value);
  return ts.isArrowFunction(node) || ((ts.isFunctionExpression(node) || ts.isClassExpression(node)) && node.name === undefined);
}

function isResultUsed(node: ts.Expression): boolean {
  const outer = outermostWrapped(node);
  const { parent } = outer;
  if (ts.isExpressionStatement(parent) || ts.isVoidExpression(parent)) return false;
  if (ts.isForStatement(parent)) return parent.condition === outer;
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.CommaToken) {
    return parent.left === outer ? false : isResultUsed(parent);
  }
  return true;
}
