/** Guards of `a[i] op= v`, `a[i]++`: a read, then a write, each with its own test. */
import { ts } from "../typescript.js";
import { hold, holdKey, keep, needsTypeTest, runtimeCall, takeTemporary, typeTest } from "./guard-context.js";
import type { GuardContext, GuardedSite, Held } from "./guard-context.js";
import { assign, binary, element, name, number, sequence, source, type GuardExpr } from "./guard-expr.js";
import { testOwnValue, testValue } from "./read-guards.js";
import { objectOf, storeTest } from "./write-guards.js";

interface Halves {
  readonly read: GuardedSite | null;
  readonly write: GuardedSite | null;
}

interface UpdatePlace {
  readonly receiver: Held;
  readonly key: Held;
  readonly reference: GuardExpr;
  readonly target: ts.ElementAccessExpression;
}

function halvesOf(sites: readonly GuardedSite[]): Halves {
  const half = (kind: string): GuardedSite | null => sites.find(({ planned }) => planned.site.kind === kind) ?? null;
  return { read: half("bounds.read"), write: half("bounds.write") };
}

function placeOf(context: GuardContext, target: ts.ElementAccessExpression, { sites, between }: Update): UpdatePlace {
  const [any] = sites;
  const receiver = hold(context, target.expression, [target.argumentExpression, ...between]);
  const place = { key: target.argumentExpression, between };
  const key = any === undefined ? hold(context, place.key, place.between) : holdKey(context, any, place);
  return { receiver, key, reference: element(objectOf(target, receiver.again), key.again), target };
}

interface Update {
  readonly sites: readonly GuardedSite[];
  readonly between: readonly ts.Expression[];
}

/** The element's value with the read half's guard, and what must run before it. */
function guardedRead(
  context: GuardContext,
  site: GuardedSite | null,
  place: UpdatePlace,
): { before: readonly GuardExpr[]; value: GuardExpr } {
  const { reference, receiver, key, target } = place;
  if (site === null) return { before: [], value: reference };
  if (site.planned.guard === "call") {
    const decided = runtimeCall(context, "i", number(site.number), receiver.again, key.again);
    return { before: [], value: element(objectOf(target, receiver.again), decided) };
  }
  const before = needsTypeTest(site, target.argumentExpression) ? [typeTest(context, site, key)] : [];
  const value = site.planned.site.element.undefined
    ? testOwnValue(context, site, { read: reference, receiver: receiver.again, key: key.again })
    : testValue(context, site, reference);
  return { before, value };
}

function writeTest(context: GuardContext, site: GuardedSite, { receiver, key, target }: UpdatePlace): GuardExpr {
  return storeTest(context, site, { receiver: receiver.again, key: key.again, keySource: target.argumentExpression });
}

/** `a[i] op= v`. */
export function guardCompound(context: GuardContext, node: ts.BinaryExpression, { target, sites }: CompoundTarget): GuardExpr {
  const { read, write } = halvesOf(sites);
  const place = placeOf(context, target, { sites, between: [node.right] });
  const operator = node.operatorToken.getText(context.sourceFile).slice(0, -1);
  const { before, value } = guardedRead(context, read, place);
  const setup = [...place.receiver.setup, ...place.key.setup, ...before];
  const computed = binary(value, operator, source(node.right));
  if (write === null) return sequence(...setup, assign(place.reference, computed));
  const result = keep(context, computed);
  return sequence(...setup, ...result.setup, writeTest(context, write, place), assign(place.reference, result.again));
}

export interface CompoundTarget {
  readonly target: ts.ElementAccessExpression;
  readonly sites: readonly GuardedSite[];
}

/** `a[i]++`, `--a[i]`: the step is done on a temporary, which converts to a number or bigint as the original does. */
export function guardStep(
  context: GuardContext,
  node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
  { target, sites }: CompoundTarget,
): GuardExpr {
  const { read, write } = halvesOf(sites);
  const place = placeOf(context, target, { sites, between: [] });
  const operator = node.operator === ts.SyntaxKind.PlusPlusToken ? "++" : "--";
  const { before, value } = guardedRead(context, read, place);
  const setup = [...place.receiver.setup, ...place.key.setup, ...before];
  const stepped = takeTemporary(context);
  const test = write === null ? [] : [writeTest(context, write, place)];
  const prefix = ts.isPrefixUnaryExpression(node);
  const step: GuardExpr = { kind: "step", operator, prefix, name: stepped };
  const loaded = assign(name(stepped), value);
  if (prefix || ts.isExpressionStatement(node.parent)) {
    return sequence(...setup, loaded, { ...step, prefix: true }, ...test, assign(place.reference, name(stepped)));
  }
  const old = keep(context, step);
  return sequence(...setup, loaded, ...old.setup, ...test, assign(place.reference, name(stepped)), old.again);
}
