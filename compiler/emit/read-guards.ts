/** Guards of `a[i]` as a value. */
import { ts } from "../typescript.js";
import { countedKey, hold, holdKey, needsTypeTest, runtimeCall, takeTemporary, violation } from "./guard-context.js";
import type { GuardContext, GuardedSite, Held } from "./guard-context.js";
import { UNDEFINED, assign, binary, conditional, element, isNumber, name, number, source, type GuardExpr } from "./guard-expr.js";

/** Whether the access stands where a call takes its `this` from, so that it must stay a reference. */
export function isCallee(node: ts.Expression): boolean {
  let child: ts.Expression = node;
  while (
    ts.isParenthesizedExpression(child.parent) ||
    ts.isNonNullExpression(child.parent) ||
    ts.isAsExpression(child.parent) ||
    ts.isSatisfiesExpression(child.parent) ||
    ts.isExpressionWithTypeArguments(child.parent) ||
    ts.isTypeAssertionExpression(child.parent)
  )
    child = child.parent;
  const { parent } = child;
  return (
    (ts.isCallExpression(parent) && parent.expression === child) ||
    (ts.isTaggedTemplateExpression(parent) && parent.tag === child)
  );
}

/** `node` with the guard of `site`; in an optional chain `node` has its own `?.` (see chain-guards.ts). */
export function guardRead(context: GuardContext, node: ts.ElementAccessExpression, site: GuardedSite): GuardExpr {
  const { planned } = site;
  if (planned.guard === "call" || ts.isOptionalChain(node) || isCallee(node)) return callForm(context, node, site);
  if (planned.site.element.undefined) return ownElementForm(context, node, site);
  const read = element(source(node.expression), numberKey(context, site, node.argumentExpression));
  return testValue(context, site, read);
}

/** Tests a value that was read, where undefined is no legal element. */
export function testValue(context: GuardContext, site: GuardedSite, read: GuardExpr): GuardExpr {
  if (!site.planned.site.element.null) return binary(read, "??", violation(context, site));
  const value = name(takeTemporary(context));
  return conditional(binary(assign(value, read), "!==", UNDEFINED), value, violation(context, site));
}

/** Tests a value where undefined is legal: the slow path looks for an own element (rule 4). */
export function testOwnValue(
  context: GuardContext,
  site: GuardedSite,
  place: { read: GuardExpr; receiver: GuardExpr; key: GuardExpr },
): GuardExpr {
  const value = name(takeTemporary(context));
  return conditional(
    binary(assign(value, place.read), "!==", UNDEFINED),
    value,
    runtimeCall(context, "q", number(site.number), place.receiver, place.key),
  );
}

/** The key, tested to be a number where that is not known (rule 3). */
function numberKey(context: GuardContext, site: GuardedSite, key: ts.Expression): GuardExpr {
  if (!needsTypeTest(site, key)) return countedKey(context, site, key);
  return numberKeyOf(context, site, holdKey(context, site, { key, between: [] }));
}

function numberKeyOf(context: GuardContext, site: GuardedSite, key: Held): GuardExpr {
  return conditional(isNumber(key.first), key.again, runtimeCall(context, "k", number(site.number), key.again));
}

function ownElementForm(context: GuardContext, node: ts.ElementAccessExpression, site: GuardedSite): GuardExpr {
  const receiver = hold(context, node.expression, [node.argumentExpression]);
  const key = holdKey(context, site, { key: node.argumentExpression, between: [] });
  const checked = needsTypeTest(site, node.argumentExpression) ? numberKeyOf(context, site, key) : key.first;
  return testOwnValue(context, site, {
    read: element(receiver.first, checked),
    receiver: receiver.again,
    key: key.again,
  });
}

/** The runtime decides between the evaluation of the key and the access, which stays as it is: reference, `this`, `?.` and all. */
function callForm(context: GuardContext, node: ts.ElementAccessExpression, site: GuardedSite): GuardExpr {
  const receiver = hold(context, node.expression, [node.argumentExpression]);
  const key = countedKey(context, site, node.argumentExpression);
  const decided = runtimeCall(context, "i", number(site.number), receiver.again, key);
  return element(receiver.first, decided, node.questionDotToken !== undefined);
}
