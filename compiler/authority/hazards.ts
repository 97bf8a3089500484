/**
 * Ways to privileged API that name no root: the constructor of functions, callers, the global object as `this`, `with`, text where a
 * function is expected. Only what can be told from the source without types is found here; `@surety/runtime/harden` closes the ways themselves.
 */
import { ts } from "../typescript.js";
import type { AuthorityNeed } from "../../core/authority.js";
import type { CapabilityAction } from "../../core/capability.js";
import { globalEntry, isKnownGlobal, needsOfValue } from "../../policy/catalogue/catalogue.js";
import { skipWrappers } from "../lower/syntax.js";
import { constantInitializer, constantString } from "./constant-string.js";
import type { Denoter } from "./denote.js";
import { elementName } from "./denote.js";
import { isGlobalThis } from "./sloppy-this.js";

export interface Hazard {
  /** As `AuthorityReference.root` of kind `syntax` lists them. */
  readonly name: string;
  readonly path: readonly string[];
  readonly needs: readonly AuthorityNeed[];
  readonly kind: "value" | "computed";
  readonly whole: ts.Node;
}

export function hazard(name: string, action: CapabilityAction, whole: ts.Node): Hazard {
  return { name, path: [], needs: [{ action, resource: null }], kind: "value", whole };
}

/** Only nodes of these kinds are hazards. */
export const HAZARDOUS: readonly ts.SyntaxKind[] = [
  ts.SyntaxKind.WithStatement,
  ts.SyntaxKind.ThisKeyword,
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.ElementAccessExpression,
  ts.SyntaxKind.BindingElement,
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.NewExpression,
];

export function hazardOf(node: ts.Node, denoter: Denoter): Hazard | null {
  if (ts.isWithStatement(node)) return hazard("with", "code.dynamic", node);
  if (node.kind === ts.SyntaxKind.ThisKeyword) return thisHazard(node, denoter);
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return memberHazard(node, denoter);
  if (ts.isBindingElement(node)) return patternHazard(node, denoter);
  return ts.isCallExpression(node) || ts.isNewExpression(node) ? callHazard(node, denoter) : null;
}

function memberName(node: ts.PropertyAccessExpression | ts.ElementAccessExpression, denoter: Denoter): string | null {
  return ts.isPropertyAccessExpression(node) ? node.name.text : constantString(node.argumentExpression, denoter);
}

function memberHazard(node: ts.PropertyAccessExpression | ts.ElementAccessExpression, denoter: Denoter): Hazard | null {
  const name = memberName(node, denoter);
  if (name === "constructor") {
    return !isTestedOnly(node) && isFunctionValue(node.expression, denoter) ? hazard("constructor", "code.eval", node) : null;
  }
  // `arguments.callee.caller`, `f.caller`: whatever function is running, with everything that it can reach.
  if (name === "caller" && isFunctionValue(node.expression, denoter)) return hazard("caller", "code.dynamic", node);
  return null;
}

/** `x.constructor === Function` asks and hands nothing on. */
function isTestedOnly(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) return parent.name.text === "name";
  return (
    ts.isBinaryExpression(parent) &&
    (parent.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
      parent.operatorToken.kind === ts.SyntaxKind.ExclamationEqualsEqualsToken ||
      parent.operatorToken.kind === ts.SyntaxKind.EqualsEqualsToken ||
      parent.operatorToken.kind === ts.SyntaxKind.ExclamationEqualsToken)
  );
}

/** Whether an expression is a function for certain, as far as that can be told without types. */
function isFunctionValue(given: ts.Expression, denoter: Denoter): boolean {
  const node = skipWrappers(given);
  if (ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isClassExpression(node)) return true;
  if (ts.isIdentifier(node)) {
    const binding = denoter.bindingOf(node);
    if (binding === null) return isFunctionGlobal(node.text, denoter.ofIdentifier(node)?.path ?? []);
    if (binding.kind === "function" || binding.kind === "class" || binding.kind === "ownName") return true;
    const initializer = constantInitializer(binding);
    return initializer !== null && isFunctionValue(initializer, denoter);
  }
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    const name = memberName(node, denoter);
    if (name === "constructor") return true;
    if (name === "callee") return true;
    return name !== null && isBuiltinReceiver(node.expression, denoter) && BUILTIN_METHODS.has(name);
  }
  if (!ts.isCallExpression(node)) return false;
  const callee = denoter.denotes(node.expression);
  const isPrototype = callee?.root.kind === "global" && callee.path.join() === "getPrototypeOf";
  const [first] = node.arguments;
  return isPrototype && first !== undefined && isFunctionValue(first, denoter);
}

const isFunctionGlobal = (name: string, path: readonly string[]): boolean =>
  path.length === 0 &&
  /^(?:Object|Array|String|Number|Boolean|Symbol|Promise|RegExp|Date|Map|Set|Proxy|parseInt|parseFloat|[A-Z]\w*Error|Error)$/.test(
    name,
  );

/** Literals, and globals that are functions or hold functions. */
function isBuiltinReceiver(given: ts.Expression, denoter: Denoter): boolean {
  const node = skipWrappers(given);
  if (ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node) || ts.isStringLiteralLike(node)) return true;
  if (ts.isNumericLiteral(node) || ts.isRegularExpressionLiteral(node) || ts.isTemplateExpression(node)) return true;
  if (ts.isFunctionExpression(node) || ts.isArrowFunction(node)) return true;
  const denoted = denoter.denotes(node);
  return (
    denoted?.root.kind === "global" &&
    /^(?:Object|Array|String|Math|JSON|Reflect|Number|Promise|console)$/.test(denoted.root.name)
  );
}

const BUILTIN_METHODS: ReadonlySet<string> = new Set(
  (
    "at concat copyWithin entries every fill filter find findIndex findLast flat flatMap forEach includes indexOf join keys lastIndexOf map pop " +
    "push reduce reduceRight reverse shift slice some sort splice toString toLocaleString unshift values valueOf hasOwnProperty isPrototypeOf " +
    "propertyIsEnumerable charAt charCodeAt split sub sup bold link trim substr substring replace match search toFixed test exec bind call apply " +
    "abs max min floor ceil round parse stringify get set has assign create freeze isArray from of resolve reject all then log"
  ).split(" "),
);

/** `const { constructor: { constructor: F } } = x`, `const { constructor } = () => {}`. */
function patternHazard(node: ts.BindingElement, denoter: Denoter): Hazard | null {
  if (elementName(node, denoter) !== "constructor") return null;
  const holder = node.parent.parent;
  if (ts.isBindingElement(holder))
    return elementName(holder, denoter) === "constructor" ? hazard("constructor", "code.eval", node) : null;
  const isFunction =
    ts.isVariableDeclaration(holder) && holder.initializer !== undefined && isFunctionValue(holder.initializer, denoter);
  return isFunction ? hazard("constructor", "code.eval", node) : null;
}

function callHazard(node: ts.CallExpression | ts.NewExpression, denoter: Denoter): Hazard | null {
  const [first, second] = node.arguments ?? [];
  const callee = skipWrappers(node.expression);
  if (first === undefined) return null;
  // `x.constructor("code")`: with text as its argument it is meant to be `Function`, or does no harm.
  if (
    (ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee)) &&
    memberName(callee, denoter) === "constructor"
  ) {
    const isKnown = isFunctionValue(callee.expression, denoter);
    return !isKnown && isText(node.arguments?.at(-1) ?? first, denoter) && callee.expression.kind !== ts.SyntaxKind.ThisKeyword
      ? hazard("constructor", "code.eval", node)
      : null;
  }
  const called = denoter.denotes(node.expression);
  if (called?.root.kind !== "global") return null;
  const name = [called.root.name, ...called.path].join(".").replace(/^(?:globalThis|window|self|global)\./, "");
  if ((name === "setTimeout" || name === "setInterval" || name === "setImmediate") && isText(first, denoter))
    return hazard("code", "code.eval", node);
  const isGet = name === "Reflect.get" || name === "Object.getOwnPropertyDescriptor";
  if (isGet && second !== undefined && constantString(second, denoter) === "constructor" && isFunctionValue(first, denoter))
    return hazard("constructor", "code.eval", node);
  return null;
}

/** Whether an expression is text for certain. */
function isText(given: ts.Expression, denoter: Denoter): boolean {
  const node = skipWrappers(given);
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || constantString(node, denoter) !== null)
    return !ts.isNumericLiteral(node);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
    return isText(node.left, denoter) || isText(node.right, denoter);
  if (ts.isCallExpression(node)) {
    const callee = skipWrappers(node.expression);
    if (ts.isIdentifier(callee)) return callee.text === "String" && denoter.bindingOf(callee) === null;
    return ts.isPropertyAccessExpression(callee) && (callee.name.text === "join" || callee.name.text === "toString");
  }
  return false;
}

/** `this` where it is the global object: as a value it is everything, and members of it are globals. */
function thisHazard(node: ts.Node, denoter: Denoter): Hazard | null {
  const { parent } = node;
  const isMember = ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent);
  const name = isMember ? memberName(parent, denoter) : null;
  const needs = name === null ? [] : needsOfValue(globalEntry(name));
  const certainty = isGlobalThis(node, denoter.bindings);
  if (certainty === "no") return null;
  if (name !== null) {
    if (needs.length === 0 || !isKnownGlobal(name)) return null;
    const unlimited = needs.map(({ action }) => ({ action, resource: null }));
    return { name: "this", path: [name], needs: unlimited, kind: "value", whole: parent };
  }
  return certainty === "yes" && !isTestedOnly(node) ? hazard("this", "code.dynamic", isMember ? parent : node) : null;
}
