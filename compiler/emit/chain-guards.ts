/**
 * Optional chains in which an access without a `?.` of its own needs a guard, such as `a?.b[i]`: a test after the access could not tell
 * a missing element from a chain cut short. Each `?.` becomes an explicit test: `(t = a) === null || t === void 0 ? void 0 : t.b[i] ?? v(n)`.
 */
import { ts } from "../typescript.js";
import { countedKey, keep, runtimeCall } from "./guard-context.js";
import type { GuardContext, GuardedSite, Held } from "./guard-context.js";
import { TRUE, UNDEFINED, binary, conditional, element, number, source, type GuardExpr } from "./guard-expr.js";
import { bare } from "./quiet.js";
import { isCallee } from "./read-guards.js";

type Link = ts.PropertyAccessExpression | ts.ElementAccessExpression | ts.CallExpression | ts.NonNullExpression;

function isLink(node: ts.Node): node is Link {
  return (
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isCallExpression(node) ||
    ts.isNonNullExpression(node)
  );
}

/**
 * The links of a chain from its base outwards; the base is the expression of the first. A chain in parentheses before its `?.` is a part of it:
 * `(a?.f)?.()` is cut short where `a?.f?.()` is.
 */
function linksOf(node: ts.Expression): readonly Link[] {
  const links: Link[] = [];
  for (let current: ts.Node = node; isLink(current) && isOptional(current);) {
    links.push(current);
    const { expression } = current;
    const inner = bare(expression);
    current = hasQuestionDot(current) && isLink(inner) && isOptional(inner) ? inner : expression;
  }
  return links.reverse();
}

const isOptional = ({ flags }: ts.Node): boolean => (flags & ts.NodeFlags.OptionalChain) !== 0;

const guardOf = (context: GuardContext, link: Link): GuardedSite | null =>
  ts.isElementAccessExpression(link) ? (context.sitesAt(link, "read")[0] ?? null) : null;

/** Whether `node` is a whole optional chain that must be taken apart. */
export function isChainWithGuards(node: ts.Node, context: GuardContext): node is ts.Expression {
  if (!isLink(node) || !isOptional(node)) return false;
  const { parent } = node;
  if (isLink(parent) && parent.expression === node && isOptional(parent)) return false;
  // A call in parentheses around it keeps `this`, and of undefined it throws.
  if (isCallee(node)) return false;
  return linksOf(node).some((link) => guardOf(context, link) !== null && !hasQuestionDot(link));
}

const hasQuestionDot = (link: Link): boolean => !ts.isNonNullExpression(link) && link.questionDotToken !== undefined;

/** `isDeleted`: `delete` stands before it, and goes to its end. */
export function guardChain(
  context: GuardContext,
  node: ts.Expression,
  { make, isDeleted }: Pick<Step, "make" | "isDeleted">,
): GuardExpr {
  const links = linksOf(node);
  const [first] = links;
  if (first === undefined) return source(node);
  return build(context, links, { at: 0, ...baseOf(context, first), make, isDeleted });
}

/** What the first `?.` looks at. `a.f?.()` calls with `a` as `this`. */
function baseOf(context: GuardContext, first: Link): Pick<Step, "base" | "self"> {
  const callee = bare(first.expression);
  if (!ts.isCallExpression(first) || !(ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee))) {
    return { base: source(first.expression), self: null };
  }
  const { expression } = callee;
  const self: Held =
    expression.kind === ts.SyntaxKind.SuperKeyword
      ? { first: source(expression), again: { kind: "this" }, setup: [] }
      : keep(context, source(expression));
  const base: GuardExpr = ts.isPropertyAccessExpression(callee)
    ? { kind: "member", object: self.first, name: callee.name.text }
    : element(self.first, source(callee.argumentExpression));
  return { base, self: self.again };
}

interface Step {
  readonly at: number;
  readonly base: GuardExpr;
  /** The object that a call at this link passes as `this`, when `base` is a member of it that was taken out. */
  readonly self: GuardExpr | null;
  readonly make: (sites: readonly GuardedSite[]) => void;
  readonly isDeleted: boolean;
}

function build(context: GuardContext, links: readonly Link[], step: Step): GuardExpr {
  const link = links[step.at];
  if (link === undefined) return step.isDeleted ? { kind: "delete", value: step.base } : step.base;
  if (hasQuestionDot(link)) {
    const base = keep(context, step.base);
    const isNullish = binary(binary(base.first, "===", { kind: "null" }), "||", binary(base.again, "===", UNDEFINED));
    return conditional(isNullish, step.isDeleted ? TRUE : UNDEFINED, follow(context, links, { ...step, base: base.again }));
  }
  return follow(context, links, step);
}

function follow(context: GuardContext, links: readonly Link[], step: Step): GuardExpr {
  const link = links[step.at];
  if (link === undefined) return step.base;
  const next = { ...step, at: step.at + 1, self: null };
  if (ts.isNonNullExpression(link)) return build(context, links, { ...next, self: step.self, base: step.base });
  if (ts.isCallExpression(link)) {
    const args = link.arguments.map(source);
    const callee: GuardExpr = step.self === null ? step.base : { kind: "member", object: step.base, name: "call" };
    return build(context, links, {
      ...next,
      base: { kind: "call", callee, args: step.self === null ? args : [step.self, ...args] },
    });
  }
  // A method taken out by a following `?.(` keeps its receiver.
  const following = links.slice(step.at + 1).find((one) => !ts.isNonNullExpression(one));
  const taken = following !== undefined && ts.isCallExpression(following) && hasQuestionDot(following);
  const object = taken ? keep(context, step.base) : { first: step.base, again: step.base };
  const self = taken ? object.again : null;
  if (ts.isPropertyAccessExpression(link)) {
    return build(context, links, { ...next, self, base: { kind: "member", object: object.first, name: link.name.text } });
  }
  const site = guardOf(context, link);
  if (site === null)
    return build(context, links, { ...next, self, base: element(object.first, source(link.argumentExpression)) });
  step.make([site]);
  const receiver = keep(context, object.first);
  const key = countedKey(context, site, link.argumentExpression);
  const decided = runtimeCall(context, "i", number(site.number), receiver.again, key);
  return build(context, links, { ...next, self: taken ? receiver.again : null, base: element(receiver.first, decided) });
}
