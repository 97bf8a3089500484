/** Calls and constructions: callee and receiver come before the arguments, the arguments in order. */
import { ts } from "../typescript.js";
import { CALLBACK_METHODS } from "../../core/callback-methods.js";
import type { Arg, HirCallback } from "../../core/hir.js";
import type { FunctionId, ValueId } from "../../core/ids.js";
import { importedMember, noteMember, readElement, readProperty } from "./access.js";
import { memberClaim } from "./claims.js";
import type { Unit } from "./binding.js";
import { isClosed } from "./closed.js";
import type { FunctionContext } from "./context.js";
import { beforeCall, lowerCallContracts, type VisibleCall } from "./contracts/obligations.js";
import { lowerExpression } from "./expressions.js";
import { callSuper } from "./construction.js";
import { heldMathFunction } from "./held-built-ins.js";
import { lowerArray } from "./literals.js";
import { isStateless } from "./stateless.js";
import { symbolTarget } from "./imports.js";
import { hasBody, skipWrappers, valueParameters } from "./syntax.js";
import { ES2015, ES2018, isBelow, isHandedOver, rewriting } from "./targets.js";
import { stringValue, typeAt, undefinedValue, unknownValue } from "./values.js";
import { boundTo, heldClass, heldFunction, meaningOf } from "./variables.js";

/** A callee already evaluated. */
export type Callee =
  | { readonly callee: ValueId; readonly thisValue: ValueId | null; readonly target: FunctionId | null }
  | { readonly object: ValueId; readonly member: ts.PropertyAccessExpression };

export function lowerCall(fn: FunctionContext, node: ts.CallExpression): ValueId {
  const callee = skipWrappers(node.expression);
  if (callee.kind === ts.SyntaxKind.SuperKeyword) return lowerSuperCall(fn, node);
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return lowerDynamicImport(fn, node);
  if (ts.isIdentifier(callee) && callee.text === "eval" && typeof meaningOf(fn, callee) === "string") {
    return unknownValue(fn, { construct: "direct eval", uses: lowerArguments(fn, node.arguments).map(({ value }) => value) });
  }
  return callWith(fn, node, lowerCallee(fn, node.expression));
}

function lowerCallee(fn: FunctionContext, expression: ts.Expression): Callee {
  const callee = skipWrappers(expression);
  if (ts.isPropertyAccessExpression(callee)) {
    const isSuper = callee.expression.kind === ts.SyntaxKind.SuperKeyword;
    if (isSuper) return { callee: lowerExpression(fn, callee), thisValue: fn.b.emit({ op: "this" }), target: null };
    const imported = importedMember(fn, callee);
    if (imported !== null)
      return { callee: imported, thisValue: lowerExpression(fn, callee.expression), target: importedTarget(fn, callee) };
    if (!ts.isOptionalChain(callee)) return { object: lowerExpression(fn, callee.expression), member: callee };
  }
  if (ts.isElementAccessExpression(callee) && !ts.isOptionalChain(callee)) {
    const isSuper = callee.expression.kind === ts.SyntaxKind.SuperKeyword;
    if (isSuper) return { callee: lowerExpression(fn, callee), thisValue: fn.b.emit({ op: "this" }), target: null };
    const object = lowerExpression(fn, callee.expression);
    return { callee: readElement(fn, callee, object), thisValue: object, target: null };
  }
  // `(a?.b)()`: the receiver would be `a`, which the chain does not hand out.
  if (ts.isOptionalChain(callee) && !ts.isCallExpression(callee)) {
    const value = lowerExpression(fn, callee);
    return {
      callee: value,
      thisValue: unknownValue(fn, { construct: "receiver of a parenthesised optional chain" }),
      target: null,
    };
  }
  const known = heldMathFunction(fn.program, boundTo(fn, callee));
  if (known !== null) return { object: fn.b.emit({ op: "global", name: "Math" }), member: known };
  return { callee: lowerExpression(fn, expression), thisValue: null, target: calledFunction(fn, callee) };
}

/** The compiled function that a callee certainly is. */
function calledFunction(fn: FunctionContext, callee: ts.Expression): FunctionId | null {
  if ((ts.isFunctionExpression(callee) || ts.isArrowFunction(callee)) && hasBody(callee)) {
    return fn.module.bindings.unitOf.get(callee)?.id ?? null;
  }
  return heldFunction(boundTo(fn, callee));
}

function importedTarget(fn: FunctionContext, callee: ts.PropertyAccessExpression): FunctionId | null {
  const symbol = fn.checker.getSymbolAtLocation(callee.name);
  const target = symbol === undefined ? null : symbolTarget(fn.program, symbol, "");
  return target?.kind === "binding" ? heldFunction(target.binding) : null;
}

/** Evaluates the arguments and calls. */
export function callWith(fn: FunctionContext, node: ts.CallExpression, callee: Callee): ValueId {
  if (isCallOfApply(fn, node)) return callApply(fn, node, callee);
  if (!("member" in callee)) {
    const args = lowerArguments(fn, node.arguments);
    const { target, thisValue } = callee;
    const call = target === null ? null : visibleCall(fn, node, { target, args, self: null });
    const isChecked = call !== null && lowerCallContracts(fn, call);
    const assume = call === null ? null : beforeCall(fn, call);
    const out = fn.b.emit({ op: "call", callee: callee.callee, thisValue, args, target }, typeAt(fn, node));
    if (isChecked) fn.checkedCalls.push(out);
    assume?.(out);
    return out;
  }
  const { object, member } = callee;
  // The method is read before the arguments are evaluated. `callMethod` reads it after them; where the arguments depend on state that
  // a getter or proxy could change, the read is made here as well, so that its effects come first.
  if (!node.arguments.every((argument) => isStateless(fn, ts.isSpreadElement(argument) ? argument.expression : argument))) {
    readProperty(fn, member, object);
  }
  const claim = memberClaim(fn, member.name, { object, use: "read" });
  if (fn.b.typeOf(object)?.kind === "object") noteMember(fn, member.expression, member.name.text);
  const args = lowerArguments(fn, node.arguments);
  if (claim.kind === "member" && !ts.isOptionalChain(node)) {
    const call = visibleCall(fn, node, {
      target: claim.function,
      args,
      self: isRepeatable(fn, member.expression) ? object : null,
    });
    if (call !== null) lowerCallContracts(fn, call);
  }
  const callback = callbackOf(fn, node, member.name.text);
  return fn.b.emit({ op: "callMethod", object, name: member.name.text, args, claim, callback }, typeAt(fn, node));
}

/** `f(...xs)` as `f.apply(void 0, xs)`, which is anybody's `apply`. */
const isCallOfApply = (fn: FunctionContext, { arguments: args }: ts.CallExpression | ts.NewExpression): boolean =>
  isBelow(fn, ES2015) && args?.some(ts.isSpreadElement) === true;

function callApply(fn: FunctionContext, node: ts.CallExpression, callee: Callee): ValueId {
  const isMember = "member" in callee;
  const read = isMember ? readProperty(fn, callee.member, callee.object) : callee.callee;
  const thisValue = isMember ? callee.object : callee.thisValue;
  const uses = thisValue === null ? [read] : [read, thisValue];
  const apply = rewriting(fn, { construct: "call of a spread", below: ES2015, uses });
  return fn.b.emit({ op: "call", callee: apply, thisValue, args: lowerArguments(fn, node.arguments), target: null });
}

function callbackOf(fn: FunctionContext, node: ts.CallExpression, method: string): HirCallback | null {
  const [first] = node.arguments;
  // Who has the body may have the method called on something else.
  if (isHandedOver(fn.unit, fn.program.options)) return null;
  if (first === undefined || !CALLBACK_METHODS.has(method) || node.arguments.some((one) => ts.isSpreadElement(one))) return null;
  const literal = skipWrappers(first);
  const { bindings } = fn.module;
  const unit = ts.isArrowFunction(literal) || ts.isFunctionExpression(literal) ? bindings.unitOf.get(literal) : undefined;
  if (unit === undefined || !isClosed(bindings, unit, fn.program.options)) return null;
  const parameters = valueParameters(literal as ts.FunctionLikeDeclaration);
  const hasRest = parameters.some(({ dotDotDotToken }) => dotDotDotToken !== undefined);
  return { function: unit.id, parameters: hasRest ? null : parameters.length };
}

/** Null where a check between the arguments and the call has no place: spreads, optional chains, calls of what is not compiled here. */
function visibleCall(
  fn: FunctionContext,
  node: ts.CallExpression | ts.NewExpression,
  { target, args, self }: { readonly target: FunctionId; readonly args: readonly Arg[]; readonly self: ValueId | null },
): VisibleCall | null {
  const callee = unitOf(fn.program, target);
  if (callee === null || args.some(({ spread }) => spread) || ts.isOptionalChain(node)) return null;
  return { node, callee, self, args: args.map(({ value }) => value) };
}

/** A function's name begins with its module's; modules are listed when one of their functions is asked for. */
function unitOf({ contracts, modules }: FunctionContext["program"], id: FunctionId): Unit | null {
  const known = contracts.units.get(id);
  if (known !== undefined) return known;
  if (contracts.modules.size === 0) for (const module of modules.values()) contracts.modules.set(module.path, module);
  // Paths and names of functions may hold the sign that stands between them.
  for (let at = id.indexOf("#"); at !== -1; at = id.indexOf("#", at + 1))
    for (const unit of contracts.modules.get(id.slice(0, at))?.units ?? []) contracts.units.set(unit.id, unit);
  return contracts.units.get(id) ?? null;
}

/** `this`, or a name that nothing assigns: a check may name the receiver again. */
function isRepeatable(fn: FunctionContext, receiver: ts.Expression): boolean {
  if (receiver.kind === ts.SyntaxKind.ThisKeyword) return true;
  if (!ts.isIdentifier(receiver)) return false;
  const meaning = meaningOf(fn, receiver);
  return typeof meaning !== "string" && meaning.kind !== "import" && !meaning.reassigned && !meaning.dynamic;
}

/** A spread iterates before later arguments are evaluated: where that order can show, the arguments are gathered in an array first. */
export function lowerArguments(fn: FunctionContext, nodes: readonly ts.Expression[]): readonly Arg[] {
  const spread = nodes.findIndex((node) => ts.isSpreadElement(node));
  const rest = spread === -1 ? [] : nodes.slice(spread + 1);
  if (!rest.every((node) => isStateless(fn, ts.isSpreadElement(node) ? node.expression : node))) {
    return [{ value: lowerArray(fn, nodes, -1), spread: true }];
  }
  return nodes.map((node) => {
    const isSpread = ts.isSpreadElement(node);
    return { value: lowerExpression(fn, isSpread ? node.expression : node), spread: isSpread };
  });
}

export function lowerNew(fn: FunctionContext, node: ts.NewExpression): ValueId {
  const target = skipWrappers(node.expression);
  const callee = lowerExpression(fn, node.expression);
  const args = lowerArguments(fn, node.arguments ?? []);
  if (isCallOfApply(fn, node)) {
    const uses = [callee, ...args.map(({ value }) => value)];
    return rewriting(fn, { construct: "`new` of a spread", below: ES2015, uses });
  }
  const held = heldClass(boundTo(fn, target));
  const constructor = held?.node.members.find((member) => ts.isConstructorDeclaration(member) && hasBody(member));
  const unit =
    constructor === undefined ? undefined : fn.program.modules.get(constructor.getSourceFile())?.unitOf.get(constructor);
  const call = unit === undefined ? null : visibleCall(fn, node, { target: unit.id, args, self: null });
  if (call !== null) lowerCallContracts(fn, call);
  return fn.b.emit({ op: "new", callee, args, class: held?.id ?? null }, typeAt(fn, node));
}

function lowerSuperCall(fn: FunctionContext, node: ts.CallExpression): ValueId {
  return callSuper(fn, lowerArguments(fn, node.arguments));
}

function lowerDynamicImport(fn: FunctionContext, node: ts.CallExpression): ValueId {
  const [specifier, ...rest] = lowerArguments(fn, node.arguments);
  for (const { value } of rest) fn.b.emit({ op: "unary", operator: "void", value });
  return fn.b.emit({ op: "dynamicImport", specifier: specifier?.value ?? undefinedValue(fn) }, typeAt(fn, node));
}

/**
 * A tagged template calls the tag with the array of strings. That array is one frozen object per place in the source; a fresh one
 * differs only in identity, and in that writes to it, which throw in truth, would go on.
 */
export function lowerTaggedTemplate(fn: FunctionContext, node: ts.TaggedTemplateExpression): ValueId {
  const callee = lowerCallee(fn, node.tag);
  const { template } = node;
  const literals = ts.isNoSubstitutionTemplateLiteral(template)
    ? [template]
    : [template.head, ...template.templateSpans.map(({ literal }) => literal)];
  const target =
    "member" in callee
      ? { callee: readProperty(fn, callee.member, callee.object), thisValue: callee.object, target: null }
      : callee;
  const made = fn.b.emit({
    op: "array",
    elements: literals.map((literal) => ({ kind: "value", value: cooked(fn, literal) })),
  });
  // (ES2018 allows malformed escapes.)
  const strings = isBelow(fn, ES2018) ? rewriting(fn, { construct: "tagged template", below: ES2018, uses: [made] }) : made;
  const spans = ts.isNoSubstitutionTemplateLiteral(template) ? [] : template.templateSpans.map(({ expression }) => expression);
  const args = [{ value: strings, spread: false }, ...lowerArguments(fn, spans)];
  return fn.b.emit({ op: "call", ...target, args }, typeAt(fn, node));
}

/** Text with escapes resolved; undefined where an escape is malformed, as a tag may see it. */
function cooked(fn: FunctionContext, literal: ts.TemplateLiteralLikeNode): ValueId {
  const malformed = /(^|[^\\])(\\\\)*\\(u(?![0-9a-fA-F]{4}|\{[0-9a-fA-F]+\})|x(?![0-9a-fA-F]{2})|[1-9]|0[0-9])/;
  return malformed.test(literal.getText(fn.unit.sourceFile)) ? undefinedValue(fn) : stringValue(fn, literal.text);
}
