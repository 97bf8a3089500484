/** Guards of `a[i]` as a target inside a destructuring assignment or a loop head: the reference is evaluated before the value arrives. */
import { ts } from "../typescript.js";
import { hold, holdKey, runtimeCall } from "./guard-context.js";
import type { GuardContext, GuardedSite } from "./guard-context.js";
import { element, number, sequence, source, type GuardExpr } from "./guard-expr.js";
import { countedKey } from "./guard-context.js";
import { objectOf, storeTest } from "./write-guards.js";

/** Whether nothing runs between the evaluation of the reference and the store: the head of a loop, where the value is there already. */
function storesAtOnce(node: ts.Expression): boolean {
  let child: ts.Node = node;
  while (ts.isParenthesizedExpression(child.parent) || ts.isNonNullExpression(child.parent) || ts.isAsExpression(child.parent))
    child = child.parent;
  const { parent } = child;
  return (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) && parent.initializer === child;
}

export function guardTarget(context: GuardContext, node: ts.ElementAccessExpression, site: GuardedSite): GuardExpr {
  const key = node.argumentExpression;
  // (A typed array converts the value, which may run code that shrinks its buffer.)
  if (site.planned.guard !== "call" && storesAtOnce(node) && !context.buffersMayShrink) {
    const receiver = hold(context, node.expression, [key]);
    const held = holdKey(context, site, { key, between: [] });
    const test = storeTest(context, site, { receiver: receiver.again, key: held.again, keySource: key });
    const object = node.expression.kind === ts.SyntaxKind.SuperKeyword ? objectOf(node, receiver.again) : receiver.first;
    return element(object, sequence(...held.setup, test, held.again));
  }
  const receiver: GuardExpr = node.expression.kind === ts.SyntaxKind.SuperKeyword ? { kind: "this" } : source(node.expression);
  const reference = runtimeCall(context, "t", number(site.number), receiver, countedKey(context, site, key));
  return { kind: "member", object: reference, name: "v" };
}
