/** Guards of stores: the test that stands before one, and plain and logical assignments. */
import { ts } from "../typescript.js";
import { assertNever } from "../../core/errors.js";
import { hold, holdKey, needsTypeTest, runtimeCall, takeTemporary, violation } from "./guard-context.js";
import type { GuardContext, GuardedSite } from "./guard-context.js";
import {
  UNDEFINED,
  assign,
  binary,
  conditional,
  element,
  isNumber,
  name,
  number,
  sequence,
  source,
  type GuardExpr,
} from "./guard-expr.js";
import { bare, isPrimitive, isQuiet } from "./quiet.js";

export interface StorePlace {
  readonly receiver: GuardExpr;
  readonly key: GuardExpr;
  /** The key as written, for what its syntax shows. */
  readonly keySource: ts.Expression;
}

const and = (left: GuardExpr, right: GuardExpr): GuardExpr => binary(left, "&&", right);
const or = (left: GuardExpr, right: GuardExpr): GuardExpr => binary(left, "||", right);

/** An expression without effect on the program that reports a violation unless a store to `place` is in order. Its value means nothing. */
export function storeTest(context: GuardContext, site: GuardedSite, { receiver, key, keySource }: StorePlace): GuardExpr {
  const decide = runtimeCall.bind(null, context, "x", number(site.number), receiver, key);
  const { planned } = site;
  const typed = needsTypeTest(site, keySource);
  // Whether an open receiver has elements at all is for the slow path to find out.
  const failed = typed || planned.site.receiver === "open" ? decide() : violation(context, site);
  const tested = (test: GuardExpr): GuardExpr => or(typed ? and(isNumber(key), test) : test, failed);
  switch (planned.guard) {
    case "probe":
      return tested(binary(element(receiver, key), "!==", UNDEFINED));
    case "index": {
      const integer = binary(binary(key, ">>>", number(0)), "===", key);
      const length: GuardExpr = { kind: "member", object: receiver, name: "length" };
      if (planned.facts.receiver === "array") return tested(and(integer, binary(key, "<=", length)));
      // Only a plain array grows; a typed array behind a wrong declaration would drop the store.
      const grows = and(binary(key, "===", length), runtimeCall(context, "a", receiver));
      return tested(and(integer, or(binary(key, "<", length), grows)));
    }
    case "call":
    case "value":
    case "hoisted":
    case "trap":
    case "condition":
    case "attenuate":
      return decide();
    case "none":
      return UNDEFINED;
    default:
      return assertNever(planned.guard);
  }
}

/** `v = value` without giving an anonymous function or class the name of the temporary. */
export function holdValue(context: GuardContext, value: ts.Expression): { readonly setup: GuardExpr; readonly again: GuardExpr } {
  const temporary = name(takeTemporary(context));
  const node = bare(value);
  const anonymous =
    ts.isArrowFunction(node) || ((ts.isFunctionExpression(node) || ts.isClassExpression(node)) && node.name === undefined);
  return { setup: assign(temporary, anonymous ? sequence(number(0), source(value)) : source(value)), again: temporary };
}

/**
 * The value of a store that may reach a typed array, which converts it: when it is an object, that runs code. The runtime then converts it
 * first and decides again. Null where nothing can happen: the value is a primitive by its syntax, or nothing in the program shrinks a buffer.
 */
export function convertedValue(
  context: GuardContext,
  site: GuardedSite,
  {
    place,
    value,
    written,
  }: { readonly place: StorePlace; readonly value: GuardExpr; readonly written: readonly ts.Expression[] },
): GuardExpr | null {
  const { receiver } = site.planned.site;
  const mayConvert = site.planned.facts.receiver !== "array" && receiver !== "string";
  if (!context.buffersMayShrink || !mayConvert || written.every(isPrimitive)) return null;
  return conditional(isNumber(value), value, runtimeCall(context, "y", number(site.number), place.receiver, place.key, value));
}

/** `a[i] = v`: receiver, key, value, test, store. */
export function guardAssignment(context: GuardContext, node: ts.BinaryExpression, { site, target }: Assigned): GuardExpr {
  const quiet = isQuiet(node.right, context.bindings);
  const value = node.right;
  const receiver = hold(context, target.expression, [target.argumentExpression, value]);
  const key = holdKey(context, site, { key: target.argumentExpression, between: [value] });
  const place = { receiver: receiver.again, key: key.again, keySource: target.argumentExpression };
  const reference = element(objectOf(target, receiver.again), key.again);
  const setup = [...receiver.setup, ...key.setup];
  const converts = context.buffersMayShrink && !isPrimitive(value);
  if (quiet && !converts) return sequence(...setup, storeTest(context, site, place), assign(reference, source(value)));
  const held = holdValue(context, value);
  const before = [...setup, held.setup, storeTest(context, site, place)];
  const converted = convertedValue(context, site, { place, value: held.again, written: [value] });
  if (converted === null) return sequence(...before, assign(reference, held.again));
  // The value of the assignment is what was assigned, not what the array made of it.
  const stored = assign(reference, converted);
  return ts.isExpressionStatement(node.parent) ? sequence(...before, stored) : sequence(...before, stored, held.again);
}

export interface Assigned {
  readonly site: GuardedSite;
  readonly target: ts.ElementAccessExpression;
}

/** `a[i] ??= v`: the operator stays and decides whether there is a store at all. */
export function guardLogicalAssignment(context: GuardContext, node: ts.BinaryExpression, { site, target }: Assigned): GuardExpr {
  const value = node.right;
  const receiver = hold(context, target.expression, [target.argumentExpression, value]);
  const key = holdKey(context, site, { key: target.argumentExpression, between: [value] });
  const test = storeTest(context, site, { receiver: receiver.again, key: key.again, keySource: target.argumentExpression });
  const reference = element(objectOf(target, receiver.again), key.again);
  const converts = context.buffersMayShrink && !isPrimitive(value);
  const held = isQuiet(value, context.bindings) && !converts ? null : holdValue(context, value);
  const place = { receiver: receiver.again, key: key.again, keySource: target.argumentExpression };
  const converted = held === null ? null : convertedValue(context, site, { place, value: held.again, written: [value] });
  const stored = held === null ? sequence(test, source(value)) : sequence(held.setup, test, converted ?? held.again);
  return sequence(...receiver.setup, ...key.setup, assign(reference, stored, node.operatorToken.getText(context.sourceFile)));
}

/** `super[k]` stores to `this` but is spelled with `super`. */
export function objectOf(target: ts.ElementAccessExpression, again: GuardExpr): GuardExpr {
  return target.expression.kind === ts.SyntaxKind.SuperKeyword ? source(target.expression) : again;
}
