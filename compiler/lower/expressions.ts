/** Dispatch over expression kinds. Every expression yields one value; what is not modelled yields an `unknown` one. */
import { ts } from "../typescript.js";
import type { ValueId } from "../../core/ids.js";
import type { FunctionContext } from "./context.js";
import { lowerDelete, lowerElementAccess, lowerOptionalChain, lowerPropertyAccess } from "./access.js";
import { lowerAssignment, lowerUpdate } from "./assignments.js";
import { lowerCall, lowerNew, lowerTaggedTemplate } from "./calls.js";
import { lowerClass } from "./classes.js";
import { lowerJsx } from "./jsx.js";
import { lowerArrayLiteral, lowerLiteral, lowerObject, lowerTemplate } from "./literals.js";
import { lowerBinary, lowerConditional, lowerPrefix, operandsOfChain } from "./operators.js";
import { lowerAwait, lowerYield } from "./suspensions.js";
import { isAssignmentOperator, skipWrappers } from "./syntax.js";
import { ES2015, isBelow, rewriting } from "./targets.js";
import { compoundTypeAt, emitCellWrite, functionType, stringType, typeAt, undefinedValue, unknownValue } from "./values.js";
import { meaningOf, readName } from "./variables.js";

export function lowerExpression(fn: FunctionContext, node: ts.Expression): ValueId {
  fn.nesting++;
  const value = dispatch(fn, node);
  fn.nesting--;
  return value;
}

function dispatch(fn: FunctionContext, node: ts.Expression): ValueId {
  if (ts.isIdentifier(node)) return readName(fn, node);
  if (ts.isOptionalChain(node)) return lowerOptionalChain(fn, node);
  if (ts.isPropertyAccessExpression(node)) return lowerPropertyAccess(fn, node);
  if (ts.isElementAccessExpression(node)) return lowerElementAccess(fn, node);
  if (ts.isCallExpression(node)) return lowerCall(fn, node);
  if (ts.isBinaryExpression(node)) {
    return isAssignmentOperator(node.operatorToken.kind) ? lowerAssignment(fn, node) : lowerBinary(fn, node);
  }
  if (ts.isParenthesizedExpression(node)) return lowerExpression(fn, node.expression);
  if (
    ts.isAsExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node)
  ) {
    return fn.b.emit({ op: "copy", value: lowerExpression(fn, node.expression) }, compoundTypeAt(fn, node));
  }
  if (ts.isPrefixUnaryExpression(node)) {
    const updates = node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
    return updates ? lowerUpdate(fn, node, { resultUsed: true }) : lowerPrefix(fn, node);
  }
  if (ts.isPostfixUnaryExpression(node)) return lowerUpdate(fn, node, { resultUsed: true });
  return lowerRare(fn, node);
}

function lowerRare(fn: FunctionContext, node: ts.Expression): ValueId {
  const literal = lowerLiteral(fn, node);
  if (literal !== null) return literal;
  if (ts.isTemplateExpression(node)) return lowerTemplate(fn, node);
  if (ts.isConditionalExpression(node)) return lowerConditional(fn, node);
  if (ts.isObjectLiteralExpression(node)) return lowerObject(fn, node);
  if (ts.isArrayLiteralExpression(node)) return lowerArrayLiteral(fn, node);
  if (ts.isFunctionExpression(node) || ts.isArrowFunction(node)) return lowerFunctionExpression(fn, node);
  if (ts.isNewExpression(node)) return lowerNew(fn, node);
  if (ts.isTypeOfExpression(node)) return lowerTypeOf(fn, node);
  if (ts.isVoidExpression(node)) return fn.b.emit({ op: "unary", operator: "void", value: lowerExpression(fn, node.expression) });
  if (ts.isDeleteExpression(node)) return lowerDelete(fn, node);
  if (ts.isAwaitExpression(node)) return lowerAwait(fn, node);
  if (ts.isYieldExpression(node)) return lowerYield(fn, node);
  if (ts.isClassExpression(node)) return lowerClass(fn, node);
  if (ts.isTaggedTemplateExpression(node)) return lowerTaggedTemplate(fn, node);
  if (ts.isExpressionWithTypeArguments(node)) return lowerExpression(fn, node.expression);
  if (ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node)) return lowerJsx(fn, node);
  if (ts.isMetaProperty(node)) return lowerMetaProperty(fn, node);
  if (ts.isCommaListExpression(node))
    return node.elements.map((element) => lowerExpression(fn, element)).at(-1) ?? undefinedValue(fn);
  if (node.kind === ts.SyntaxKind.ThisKeyword) return fn.b.emit({ op: "this" }, typeAt(fn, node));
  // What a parse error leaves behind: an empty identifier, a stray `super` or `import`.
  return unknownValue(fn, { construct: ts.SyntaxKind[node.kind] });
}

/** An expression whose value nobody uses. */
export function lowerEffect(fn: FunctionContext, node: ts.Expression): void {
  if (ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) {
    const updates = node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
    if (updates) return void lowerUpdate(fn, node, { resultUsed: false });
  }
  if (ts.isParenthesizedExpression(node)) return lowerEffect(fn, node.expression);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.CommaToken) {
    for (const operand of operandsOfChain(node)) lowerEffect(fn, operand);
    return;
  }
  lowerExpression(fn, node);
}

/** A closure; the name of a function expression is set up first, since the function can only see it when called. */
export function lowerFunctionExpression(fn: FunctionContext, node: ts.FunctionLikeDeclaration): ValueId {
  const unit = fn.module.bindings.unitOf.get(node);
  if (unit === undefined) return unknownValue(fn, { construct: "function without a body" });
  const closure = fn.b.emit({ op: "closure", function: unit.id }, functionType(fn));
  const own = ts.isFunctionExpression(node) && node.name !== undefined ? fn.module.bindings.bindingOf.get(node.name) : undefined;
  if (own !== undefined && own.cell !== null) emitCellWrite(fn, own.cell, { value: closure, initialises: true });
  return closure;
}

function lowerTypeOf(fn: FunctionContext, node: ts.TypeOfExpression): ValueId {
  const operand = skipWrappers(node.expression);
  if (ts.isIdentifier(operand) && meaningOf(fn, operand) === "global" && operand.text !== "arguments") {
    return fn.b.emit({ op: "typeofGlobal", name: operand.text }, stringType(fn));
  }
  return fn.b.emit({ op: "unary", operator: "typeof", value: lowerExpression(fn, node.expression) }, stringType(fn));
}

function lowerMetaProperty(fn: FunctionContext, node: ts.MetaProperty): ValueId {
  if (node.keywordToken === ts.SyntaxKind.NewKeyword && isBelow(fn, ES2015))
    return rewriting(fn, { construct: "`new.target`", below: ES2015, uses: [fn.b.emit({ op: "this" })] });
  if (node.keywordToken === ts.SyntaxKind.NewKeyword) return fn.b.emit({ op: "newTarget" }, typeAt(fn, node));
  return fn.b.emit({ op: "global", name: "import.meta" }, typeAt(fn, node));
}
