/** Literals, templates, array and object literals. */
import { ts } from "../typescript.js";
import type { ArrayElement, ObjectMember } from "../../core/hir.js";
import type { Conforming } from "../../core/hir-loose.js";
import type { ValueId } from "../../core/ids.js";
import { conformsTo } from "./conforming-literals.js";
import type { FunctionContext } from "./context.js";
import { lowerExpression, lowerFunctionExpression } from "./expressions.js";
import { isStateless } from "./stateless.js";
import { hasBody, staticPropertyName } from "./syntax.js";
import { ES2015, ES2018, isBelow, rewriting, type Rewriting } from "./targets.js";
import { booleanType, compoundTypeAt, declaredTypeAt, stringType, stringValue, typeAt, unknownValue } from "./values.js";
import { readName } from "./variables.js";

/** Literals without parts; null for anything else. */
export function lowerLiteral(fn: FunctionContext, node: ts.Expression): ValueId | null {
  const { b } = fn;
  if (ts.isNumericLiteral(node)) return b.constant({ kind: "number", value: Number(node.text) });
  if (ts.isStringLiteralLike(node)) return b.constant({ kind: "string", value: node.text });
  if (ts.isBigIntLiteral(node)) return b.constant({ kind: "bigint", text: node.text });
  if (ts.isRegularExpressionLiteral(node)) return b.emit({ op: "regex", text: node.text }, typeAt(fn, node));
  switch (node.kind) {
    case ts.SyntaxKind.TrueKeyword:
      return b.constant({ kind: "boolean", value: true });
    case ts.SyntaxKind.FalseKeyword:
      return b.constant({ kind: "boolean", value: false });
    case ts.SyntaxKind.NullKeyword:
      return b.constant({ kind: "null" });
    default:
      return null;
  }
}

/**
 * Each part is converted to a string before the next is evaluated: where that order can show, the template is made piece by piece,
 * the string so far being the first part of the next piece.
 */
export function lowerTemplate(fn: FunctionContext, node: ts.TemplateExpression): ValueId {
  let quasis = [node.head.text];
  let parts: ValueId[] = [];
  // `"a".concat(x).concat(y)`
  const isRewritten = isBelow(fn, ES2015);
  const flush = (): ValueId =>
    isRewritten
      ? rewriting(fn, { construct: "template", below: ES2015, uses: parts })
      : fn.b.emit({ op: "template", quasis, parts }, stringType(fn));
  for (const span of node.templateSpans) {
    if (parts.length > 0 && (isRewritten || !isStateless(fn, span.expression))) {
      const soFar = flush();
      quasis = ["", ""];
      parts = [soFar];
    }
    parts = [...parts, lowerExpression(fn, span.expression)];
    quasis = [...quasis, span.literal.text];
  }
  return flush();
}

/**
 * An array of elements in order. A spread runs iterators before the elements behind it are evaluated: then the array so far is made
 * first and spread in turn.
 */
export function lowerArray(
  fn: FunctionContext,
  elements: readonly ts.Expression[],
  type: number,
  conforming: Conforming = {},
): ValueId {
  let made: ArrayElement[] = [];
  for (const element of elements) {
    const inner = ts.isSpreadElement(element) ? element.expression : element;
    if (made.some(({ kind }) => kind === "spread") && !isStateless(fn, inner)) {
      const soFar = fn.b.emit({ op: "array", elements: made }, type);
      if (isBelow(fn, ES2015)) rewriting(fn, { construct: "spread", below: ES2015, uses: [soFar] });
      made = [{ kind: "spread", value: soFar }];
    }
    if (ts.isOmittedExpression(element)) made.push({ kind: "hole" });
    else made.push({ kind: ts.isSpreadElement(element) ? "spread" : "value", value: lowerExpression(fn, inner) });
  }
  const array = fn.b.emit({ op: "array", elements: made, ...conforming }, type);
  if (!elements.some(ts.isSpreadElement) || !isBelow(fn, ES2015)) return array;
  return rewriting(fn, { construct: "spread", below: ES2015, uses: [array] }, type);
}

/** An array literal: of the type of the variable that it is put into, if it conforms to that. */
export function lowerArrayLiteral(fn: FunctionContext, node: ts.ArrayLiteralExpression): ValueId {
  const variable = conformsTo(node);
  if (variable === null) return lowerArray(fn, node.elements, compoundTypeAt(fn, node));
  return lowerArray(fn, node.elements, declaredTypeAt(fn, variable), CONFORMING);
}

const CONFORMING: Conforming = { conforming: true };

interface ObjectParts {
  made: ObjectMember[];
  /** Members so far may run code when the object is made (spread, computed key). */
  active: boolean;
  /** Set when the literal has members that copying would destroy. */
  fragile: boolean;
  /** How the emitter makes it of several parts. */
  readonly rewritten: Omit<Rewriting, "uses"> | null;
}

function rewritingOf(fn: FunctionContext, { properties }: ts.ObjectLiteralExpression): ObjectParts["rewritten"] {
  const isAssigned = ({ name }: ts.ObjectLiteralElementLike): boolean =>
    name !== undefined && (ts.isComputedPropertyName(name) || name.text === "__proto__");
  // `(_a = {}, _a[k] = v, _a)`; `{ __proto__ }` becomes what sets the prototype.
  if (isBelow(fn, ES2015) && properties.some(isAssigned)) return { construct: "computed member", below: ES2015 };
  const hasSpread = isBelow(fn, ES2018) && properties.some(ts.isSpreadAssignment);
  return hasSpread ? { construct: "object spread", below: ES2018 } : null;
}

/** An object literal. Spreads and computed keys run code at their place: where that can show, the object is made in several steps. */
export function lowerObject(fn: FunctionContext, node: ts.ObjectLiteralExpression): ValueId {
  const parts: ObjectParts = { made: [], active: false, fragile: false, rewritten: rewritingOf(fn, node) };
  const variable = conformsTo(node);
  const type = variable === null ? compoundTypeAt(fn, node) : declaredTypeAt(fn, variable);
  let prototype: ValueId | null = null;
  for (const property of node.properties) {
    if (parts.active && !isStatelessMember(fn, property)) settle(fn, parts, type);
    if (isPrototypeSetter(property)) prototype = lowerExpression(fn, property.initializer);
    else addMember(fn, parts, property);
    // What follows a computed member is assigned, which may find a setter.
    if (parts.rewritten?.below === ES2015) parts.active = true;
  }
  const made = fn.b.emit({ op: "object", members: parts.made, ...(variable === null ? {} : CONFORMING) }, type);
  const object = parts.rewritten === null ? made : rewriting(fn, { ...parts.rewritten, uses: [made] }, type);
  if (prototype === null) return object;
  return unknownValue(fn, { construct: "`__proto__` in an object literal", uses: [object, prototype] }, type);
}

function isPrototypeSetter(property: ts.ObjectLiteralElementLike): property is ts.PropertyAssignment {
  return ts.isPropertyAssignment(property) && !ts.isComputedPropertyName(property.name) && property.name.text === "__proto__";
}

function isStatelessMember(fn: FunctionContext, property: ts.ObjectLiteralElementLike): boolean {
  if (ts.isSpreadAssignment(property)) return isStateless(fn, property.expression);
  const { name } = property;
  if (ts.isComputedPropertyName(name) && !isStateless(fn, name.expression)) return false;
  if (ts.isPropertyAssignment(property)) return isStateless(fn, property.initializer);
  return ts.isShorthandPropertyAssignment(property) ? isStateless(fn, property.name) : true;
}

/** Makes the object so far; what follows starts from a copy of it. A copy of an accessor would run it, so that is not modelled. */
function settle(fn: FunctionContext, parts: ObjectParts, type: number): void {
  const soFar = fn.b.emit({ op: "object", members: parts.made }, type);
  if (parts.rewritten !== null) rewriting(fn, { ...parts.rewritten, uses: [soFar] });
  const copied = parts.fragile
    ? unknownValue(fn, { construct: "accessor before a spread in an object literal", uses: [soFar] })
    : soFar;
  parts.made = [{ kind: "spread", value: copied }];
  parts.active = false;
}

function addMember(fn: FunctionContext, parts: ObjectParts, property: ts.ObjectLiteralElementLike): void {
  if (ts.isSpreadAssignment(property)) {
    parts.made.push({ kind: "spread", value: lowerExpression(fn, property.expression) });
    parts.active = true;
    return;
  }
  if (ts.isShorthandPropertyAssignment(property)) {
    parts.made.push({ kind: "property", name: property.name.text, value: readName(fn, property.name) });
    return;
  }
  const name = staticPropertyName(property.name);
  const key = name === null ? lowerKey(fn, parts, property.name) : null;
  if (ts.isAccessor(property)) {
    const unit = fn.module.bindings.unitOf.get(property);
    if (unit === undefined) return;
    parts.fragile = true;
    parts.made.push({ kind: "accessor", name, function: unit.id });
    return;
  }
  const value = ts.isPropertyAssignment(property) ? lowerExpression(fn, property.initializer) : lowerMethod(fn, property);
  if (key !== null) parts.made.push({ kind: "computed", key, value });
  else if (name !== null) parts.made.push({ kind: "property", name, value });
}

function lowerMethod(fn: FunctionContext, property: ts.MethodDeclaration): ValueId {
  return hasBody(property) ? lowerFunctionExpression(fn, property) : unknownValue(fn, { construct: "method without a body" });
}

/**
 * A computed key becomes a property key before the value is evaluated. `key in {}` does that conversion and nothing else; it is left
 * out where the key is plainly a primitive.
 */
function lowerKey(fn: FunctionContext, parts: ObjectParts, name: ts.PropertyName): ValueId {
  if (!ts.isComputedPropertyName(name)) return stringValue(fn, "");
  if (!isPrimitiveKey(fn, name.expression)) parts.active = true;
  return lowerComputedName(fn, name);
}

/** Evaluates the name and converts it to a key, where that may run code. */
export function lowerComputedName(fn: FunctionContext, { expression }: ts.ComputedPropertyName): ValueId {
  const key = lowerExpression(fn, expression);
  if (!isPrimitiveKey(fn, expression)) {
    const probe = fn.b.emit({ op: "object", members: [] });
    fn.b.emit({ op: "binary", operator: "in", left: key, right: probe }, booleanType(fn));
  }
  return key;
}

/** Literals and templates, whatever their value: no object comes out of these. */
function isPrimitiveKey(fn: FunctionContext, key: ts.Expression): boolean {
  const isText = ts.isTemplateExpression(key) && !isBelow(fn, ES2015);
  return ts.isLiteralExpression(key) || isText || isNegativeLiteral(key);
}

function isNegativeLiteral(key: ts.Expression): boolean {
  return ts.isPrefixUnaryExpression(key) && ts.isNumericLiteral(key.operand);
}
