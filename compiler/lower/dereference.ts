/** Whether the value of an element access is used at once in a way that throws by itself when it is `undefined` or `null`. */
import { ts } from "../typescript.js";
import { accessUse, throughErased } from "./access-use.js";

export interface Dereference {
  /** The very next step of evaluation throws a `TypeError` on `undefined` and `null`; nothing of the program runs in between. */
  readonly dereferenced: boolean;
  /** The access is the callee of a call or the tag of a template: the receiver becomes `this`. */
  readonly called: boolean;
}

const NOT: Dereference = { dereferenced: false, called: false };
const AT_ONCE: Dereference = { dereferenced: true, called: false };

/**
 * Through parentheses, type assertions and `!`, all erased. ECMA-262 orders three cases against intuition, and they do not count:
 * `a[i].p = f()`, `a[i](f())` and `a[i][f()]` run `f` before they look at `a[i]`.
 */
export function dereferenceOf(access: ts.Expression): Dereference {
  const { child, parent } = throughErased(access);
  if (ts.isPropertyAccessExpression(parent)) return readsPlaceAtOnce(parent) ? AT_ONCE : NOT;
  if (ts.isElementAccessExpression(parent)) {
    if (parent.expression !== child) return NOT;
    return readsPlaceAtOnce(parent) && isEffectless(parent.argumentExpression) ? AT_ONCE : NOT;
  }
  if (ts.isCallExpression(parent)) {
    return parent.expression === child ? { dereferenced: parent.arguments.every(isEffectless), called: true } : NOT;
  }
  if (ts.isTaggedTemplateExpression(parent)) {
    return parent.tag === child ? { dereferenced: ts.isNoSubstitutionTemplateLiteral(parent.template), called: true } : NOT;
  }
  // Not the spread of an object literal: `{...undefined}` is legal.
  // (For ES5, `f(...undefined)` is `f.apply(void 0, undefined)`, which is legal, too, and other spreads and loops are up to helpers.)
  const iterated = access.getSourceFile().languageVersion < ts.ScriptTarget.ES2015 ? NOT : AT_ONCE;
  if (ts.isSpreadElement(parent)) return iterated;
  if (ts.isForOfStatement(parent)) return parent.expression === child ? iterated : NOT;
  if (ts.isVariableDeclaration(parent)) return parent.initializer === child && takesApart(parent.name) ? AT_ONCE : NOT;
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && parent.right === child) {
    return assignsVariables(parent.left) ? AT_ONCE : NOT;
  }
  return NOT;
}

/** `=` and destructuring evaluate their right side before they touch the base of the target; `op=`, `++` and `delete` do not. */
function readsPlaceAtOnce(member: ts.PropertyAccessExpression | ts.ElementAccessExpression): boolean {
  const use = accessUse(member);
  return use !== "assign" && use !== "target";
}

/**
 * Not every pattern looks at its source first once it is compiled for an old target: an empty one, one of holes and one of a lone object
 * rest accept `undefined`, and a computed key runs before the member is read.
 */
function takesApart(name: ts.BindingName): boolean {
  if (ts.isIdentifier(name)) return false;
  if (ts.isArrayBindingPattern(name)) return name.elements.some((element) => !ts.isOmittedExpression(element));
  return (
    name.elements.some((element) => element.dotDotDotToken === undefined) &&
    name.elements.every((element) => element.propertyName === undefined || !ts.isComputedPropertyName(element.propertyName))
  );
}

/** `[p, q] = …`; for `[f().p] = …` old targets get code that calls `f` first. */
function assignsVariables(pattern: ts.Expression): boolean {
  if (!ts.isArrayLiteralExpression(pattern) || !pattern.elements.some(ts.isIdentifier)) return false;
  return pattern.elements.every((element) => ts.isIdentifier(element) || ts.isOmittedExpression(element));
}

/** Evaluating it runs nothing of the program and cannot throw, a temporal dead zone or a missing global apart (those end the expression too). */
function isEffectless(expression: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(expression) || ts.isAsExpression(expression) || ts.isNonNullExpression(expression)) {
    return isEffectless(expression.expression);
  }
  return (
    ts.isIdentifier(expression) ||
    ts.isNumericLiteral(expression) ||
    ts.isStringLiteralLike(expression) ||
    ts.isArrowFunction(expression) ||
    ts.isFunctionExpression(expression) ||
    expression.kind === ts.SyntaxKind.ThisKeyword ||
    expression.kind === ts.SyntaxKind.NullKeyword ||
    expression.kind === ts.SyntaxKind.TrueKeyword ||
    expression.kind === ts.SyntaxKind.FalseKeyword
  );
}
