/** Destructuring: binding patterns and assignment patterns, with steps, targets and defaults interleaved as ECMA-262 has them. */
import { ts } from "../typescript.js";
import type { SiteId, ValueId } from "../../core/ids.js";
import { noteMember, readNamed } from "./access.js";
import { evaluateTarget, storeTarget, type Target } from "./assignments.js";
import { withControl, withHandler } from "./control.js";
import type { FunctionContext } from "./context.js";
import { lowerExpression } from "./expressions.js";
import { isFlattened } from "./flattened.js";
import { lowerComputedName } from "./literals.js";
import { sourceTypeOfPattern } from "./pattern-source.js";
import { classifyPatternElement, type AccessClass } from "./site.js";
import { skipWrappers, staticPropertyName } from "./syntax.js";
import { ES2018, hasObjectRest, isBelow, rewriting } from "./targets.js";
import { branchNullish, sitesOf, typeAt, unknownValue, withDefault } from "./values.js";
import { initialise } from "./variables.js";

/** Binds a declared name or pattern to a value. */
export function bindName(fn: FunctionContext, name: ts.BindingName, value: ValueId): void {
  if (ts.isIdentifier(name)) return initialise(fn, name, value);
  if (ts.isObjectBindingPattern(name))
    return destructureObject(fn, { pattern: name, value, members: name.elements.map(bindingMember(fn)) });
  destructureArray(fn, { pattern: name, value, elements: name.elements.map(bindingElement(fn)) });
}

/** Assigns a value to the targets of a literal on the left of `=`. */
export function destructureAssignment(
  fn: FunctionContext,
  node: ts.ArrayLiteralExpression | ts.ObjectLiteralExpression,
  value: ValueId,
): void {
  if (ts.isObjectLiteralExpression(node)) {
    return destructureObject(fn, { pattern: node, value, members: node.properties.map(assignmentMember(fn)) });
  }
  destructureArray(fn, { pattern: node, value, elements: node.elements.map(assignmentElement(fn)) });
}

/** A target whose receiver and key are evaluated by `evaluate`, before the value is read. */
interface Slot {
  readonly evaluate: () => (value: ValueId) => void;
  readonly fallback: ts.Expression | null;
}

interface ObjectSlot extends Slot {
  readonly key: ts.PropertyName | null;
  readonly node: ts.Node;
}

interface ArraySlot extends Slot {
  readonly kind: "element" | "rest" | "hole";
  readonly node: ts.ArrayBindingElement | ts.Expression;
}

const bindingMember =
  (fn: FunctionContext) =>
  (element: ts.BindingElement): ObjectSlot => ({
    key: element.dotDotDotToken !== undefined ? null : (element.propertyName ?? nameAsKey(element.name)),
    node: element.name,
    fallback: element.initializer ?? null,
    evaluate: () => (value) => bindName(fn, element.name, value),
  });

function nameAsKey(name: ts.BindingName): ts.PropertyName | null {
  return ts.isIdentifier(name) ? name : null;
}

const bindingElement =
  (fn: FunctionContext) =>
  (element: ts.ArrayBindingElement): ArraySlot => {
    if (ts.isOmittedExpression(element)) return { kind: "hole", node: element, fallback: null, evaluate: () => () => undefined };
    return {
      kind: element.dotDotDotToken === undefined ? "element" : "rest",
      node: element,
      fallback: element.initializer ?? null,
      evaluate: () => (value) => bindName(fn, element.name, value),
    };
  };

const assignmentElement =
  (fn: FunctionContext) =>
  (node: ts.Expression): ArraySlot => {
    if (ts.isOmittedExpression(node)) return { kind: "hole", node, fallback: null, evaluate: () => () => undefined };
    const isRest = ts.isSpreadElement(node);
    const { target, fallback } = splitDefault(isRest ? node.expression : node);
    return { kind: isRest ? "rest" : "element", node, fallback, evaluate: targetSlot(fn, target) };
  };

const assignmentMember =
  (fn: FunctionContext) =>
  (property: ts.ObjectLiteralElementLike): ObjectSlot => {
    if (ts.isSpreadAssignment(property)) {
      return { key: null, node: property.expression, fallback: null, evaluate: targetSlot(fn, property.expression) };
    }
    if (ts.isShorthandPropertyAssignment(property)) {
      const fallback = property.objectAssignmentInitializer ?? null;
      return { key: property.name, node: property.name, fallback, evaluate: targetSlot(fn, property.name) };
    }
    if (ts.isPropertyAssignment(property)) {
      const { target, fallback } = splitDefault(property.initializer);
      return { key: property.name, node: target, fallback, evaluate: targetSlot(fn, target) };
    }
    return {
      key: property.name,
      node: property,
      fallback: null,
      evaluate: () => (value) => void unknownValue(fn, { construct: "method in a pattern", uses: [value] }),
    };
  };

function targetSlot(fn: FunctionContext, expression: ts.Expression): Slot["evaluate"] {
  return () => {
    const target: Target = evaluateTarget(fn, expression);
    return (value) => storeTarget(fn, target, value);
  };
}

function splitDefault(node: ts.Expression): { target: ts.Expression; fallback: ts.Expression | null } {
  const isDefault = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return isDefault ? { target: node.left, fallback: node.right } : { target: node, fallback: null };
}

function fill(fn: FunctionContext, { value, fallback }: { value: ValueId; fallback: ts.Expression | null }): ValueId {
  return fallback === null ? value : withDefault(fn, value, () => lowerExpression(fn, fallback));
}

interface ObjectPattern {
  readonly pattern: ts.ObjectBindingPattern | ts.ObjectLiteralExpression;
  readonly value: ValueId;
  readonly members: readonly ObjectSlot[];
}

function destructureObject(fn: FunctionContext, { pattern, value: source, members }: ObjectPattern): void {
  const isFlat = isFlattened(fn, pattern);
  const value = sourceOf(fn, { pattern, value: source, isFlat });
  // An empty pattern reads nothing but throws for null and undefined; reading every property throws there too, and covers it.
  const [first] = members;
  if (first === undefined) fn.b.emit({ op: "objectRest", object: value, excluded: [] });
  else if (evaluatesFirst(first) && !isFlat) refuseNothing(fn, value);
  const excluded: string[] = [];
  let computed = false;
  for (const member of members) {
    if (member.key === null) {
      const store = member.evaluate();
      const rest = computed
        ? unknownValue(fn, { construct: "rest after a computed key", uses: [value] })
        : fn.b.emit({ op: "objectRest", object: value, excluded: [...excluded] }, typeAt(fn, member.node));
      // `__rest(value, ["a"])`
      store(isBelow(fn, ES2018) ? rewriting(fn, { construct: "object rest", below: ES2018, uses: [rest] }) : rest);
      continue;
    }
    const name = staticPropertyName(member.key);
    if (name !== null) excluded.push(name);
    else computed = true;
    // Converted before the target is evaluated.
    const key = name === null && ts.isComputedPropertyName(member.key) ? lowerComputedName(fn, member.key) : null;
    const early = isTargetLate(isFlat, member) ? null : member.evaluate();
    if (name !== null && ts.isObjectBindingPattern(pattern)) noteMember(fn, pattern, name);
    const type = member.fallback === null ? typeAt(fn, member.node) : -1;
    const read =
      key === null
        ? readNamed(fn, { object: value, name: name ?? "" }, type)
        : fn.b.emit({ op: "getElem", object: value, key, site: null }, type);
    const store = early ?? member.evaluate();
    store(fill(fn, { value: read, fallback: member.fallback }));
  }
}

/** Null and undefined are refused before anything else is evaluated (RequireObjectCoercible; ES5 has reads alone). Elsewhere the first read throws as well. */
function refuseNothing(fn: FunctionContext, value: ValueId): void {
  const { b } = fn;
  const nullish = b.newBlock();
  const otherwise = b.newBlock();
  branchNullish(fn, value, { nullish, otherwise });
  b.enter(nullish);
  b.raise(b.emit({ op: "objectRest", object: value, excluded: [] }));
  b.enter(otherwise);
}

/** Its key or its target is evaluated before anything is read. */
function evaluatesFirst({ key, node }: ObjectSlot): boolean {
  if (key !== null && staticPropertyName(key) === null) return true;
  const target = ts.isExpression(node) ? skipWrappers(node) : node;
  return ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target);
}

interface Source {
  readonly pattern: ts.BindingPattern | ts.AssignmentPattern;
  readonly value: ValueId;
  readonly isFlat: boolean;
}

function sourceOf(fn: FunctionContext, { pattern, value, isFlat }: Source): ValueId {
  if (isFlat) return takenApart(fn, value);
  // The source is read anew, by its name, for what stands behind an object rest.
  return isBelow(fn, ES2018) && hasObjectRest(pattern)
    ? rewriting(fn, { construct: "pattern", below: ES2018, uses: [value] })
    : value;
}

/** `_a = o.p, target = _a === void 0 ? fallback : _a` */
const isTargetLate = (isFlat: boolean, { fallback }: Slot): boolean => fallback !== null && isFlat;

/** See flattened.ts. */
const takenApart = (fn: FunctionContext, value: ValueId): ValueId =>
  unknownValue(fn, { construct: "pattern that is emitted as reads by index", uses: [value] });

interface ArrayPattern {
  readonly pattern: ts.ArrayBindingPattern | ts.ArrayLiteralExpression;
  readonly value: ValueId;
  readonly elements: readonly ArraySlot[];
}

function destructureArray(fn: FunctionContext, { pattern, value: source, elements }: ArrayPattern): void {
  const { b } = fn;
  const isFlat = isFlattened(fn, pattern);
  const value = sourceOf(fn, { pattern, value: source, isFlat });
  const iterator = b.emit({ op: "patternStart", iterable: value });
  const close = (): void => void b.emit({ op: "patternEnd", pattern: iterator });
  const hasRest = elements.some(({ kind }) => kind === "rest");
  elements.forEach((element, index) => {
    let store: (value: ValueId) => void = () => undefined;
    const evaluate = (): void => {
      store = element.evaluate();
    };
    const isLate = isTargetLate(isFlat, element);
    if (!isLate) closing(fn, close, evaluate);
    if (element.kind === "rest") {
      const rest = b.emit({ op: "patternRest", pattern: iterator, index }, typeAt(fn, element.node));
      // `value.slice(1)` keeps holes, and is anybody's `slice`.
      store(isFlat ? takenApart(fn, rest) : rest);
      return;
    }
    const site = element.kind === "hole" ? null : patternSite(fn, { pattern, element: element.node, index });
    const type = element.kind === "hole" || element.fallback !== null ? -1 : typeAt(fn, element.node);
    const step = b.emit({ op: "patternElem", pattern: iterator, index, site }, type);
    if (isLate) closing(fn, close, evaluate);
    if (element.kind !== "hole") closing(fn, close, () => store(fill(fn, { value: step, fallback: element.fallback })));
  });
  if (!hasRest) close();
}

/** Inside a `try`, or where a `yield` may return, whatever leaves `body` early closes the iterator first. */
export function closing(fn: FunctionContext, close: () => void, body: () => void): void {
  const { b } = fn;
  const { handler } = b;
  if (handler === null) return withControl(fn, { kind: "cleanup", handler, copied: false, run: close }, body);
  const failed = b.newBlock();
  const after = b.newBlock();
  withControl(fn, { kind: "cleanup", handler, copied: false, run: close }, () => withHandler(fn, failed, body));
  b.goto(after);
  b.enter(failed);
  const error = b.emit({ op: "caught" });
  close();
  b.raise(error);
  b.enter(after);
}

interface PatternPlace {
  readonly pattern: ts.ArrayBindingPattern | ts.ArrayLiteralExpression;
  readonly element: ts.ArrayBindingElement | ts.Expression;
  readonly index: number;
}

export function patternSite(fn: FunctionContext, { pattern, element, index }: PatternPlace): SiteId | null {
  const context = { checker: fn.checker, sourceFile: fn.unit.sourceFile };
  const classify = (): AccessClass =>
    classifyPatternElement(element, { index, sourceType: sourceTypeOfPattern(pattern, fn.checker) }, context);
  return sitesOf(fn, { node: element, table: fn.patternSitesOf, classify }).read;
}
