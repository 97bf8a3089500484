/** Guards of contracts by where they stand: bodies, returns, calls, loops. */
import { ts } from "../typescript.js";
import { InternalError } from "../../core/errors.js";
import { termKey } from "../../core/contract-tests.js";
import type { ContractRole, ContractTerm } from "../../core/contract.js";
import type { ContractForm } from "../../core/site.js";
import type { Span } from "../../core/span.js";
import { conditionOf, oldValueOf, type ConditionLeaves } from "./contract-condition.js";
import { violation, type GuardContext, type GuardedSite } from "./guard-context.js";
import { UNDEFINED, binary, name, sequence, source, type GuardExpr } from "./guard-expr.js";
import { bare, isStable } from "./quiet.js";
import { holdValue } from "./write-guards.js";

const THIS: GuardExpr = { kind: "this" };

function formOf({ planned }: GuardedSite): ContractForm {
  const { form } = planned.site;
  if (form.kind !== "contract") throw new InternalError(`\`${planned.site.text}\` is no contract`);
  return form;
}

/** `condition || violation`, for each of the sites. */
function checks(context: GuardContext, sites: readonly GuardedSite[], leaves: ConditionLeaves): readonly GuardExpr[] {
  return sites.map((site) => {
    context.made.add(site.number);
    return binary(conditionOf(context, formOf(site).contract, leaves), "||", violation(context, site));
  });
}

const BARE_LEAVES: ConditionLeaves = { name, self: THIS, result: UNDEFINED, old: () => UNDEFINED };

export function checksAt(context: GuardContext, place: Span, role: ContractRole): readonly GuardExpr[] {
  return checks(context, context.contractsAt(place, role), BARE_LEAVES);
}

export interface KeptValue {
  readonly name: string;
  readonly value: GuardExpr;
}

/** Variables that keep old values for the returns of the body that begins at `body`, by the key of their term. */
function oldNames(
  context: GuardContext,
  body: number,
): ReadonlyMap<string, { readonly name: string; readonly term: ContractTerm }> {
  const names = new Map<string, { name: string; term: ContractTerm }>();
  const visit = (term: ContractTerm): void => {
    if (term.kind === "old" && !names.has(termKey(term.term)))
      names.set(termKey(term.term), { name: `${context.prefix}o${names.size}`, term: term.term });
    else if (term.kind === "member") visit(term.object);
    else if (term.kind === "arithmetic") {
      visit(term.left);
      visit(term.right);
    }
  };
  for (const site of context.exitsOf(body))
    for (const { atom } of formOf(site).contract.clauses.flat())
      for (const term of atom.kind === "compare" ? [atom.left, atom.right] : [atom.term]) visit(term);
  return names;
}

export function keptValues(context: GuardContext, body: number): readonly KeptValue[] {
  return [...oldNames(context, body).values()].map(({ name: text, term }) => ({
    name: text,
    value: oldValueOf(context, term, BARE_LEAVES),
  }));
}

function exitLeaves(context: GuardContext, sites: readonly GuardedSite[], result: GuardExpr): ConditionLeaves {
  const [first] = sites;
  const names = first === undefined ? new Map<string, { name: string }>() : oldNames(context, formOf(first).body);
  return { ...BARE_LEAVES, result, old: (term) => name(names.get(termKey(term))?.name ?? "undefined") };
}

/** Checks where the body ends without a `return`. */
export function endChecks(context: GuardContext, place: Span): readonly GuardExpr[] {
  const sites = context.contractsAt(place, "exit");
  return checks(context, sites, exitLeaves(context, sites, UNDEFINED));
}

/** `(result = e, check, result)` in the place of what is returned at `place`; null when nothing is owed there. */
export function returned(context: GuardContext, place: Span, expression: ts.Expression | null): GuardExpr | null {
  const sites = context.contractsAt(place, "exit");
  if (sites.length === 0) return null;
  if (expression === null) return sequence(...checks(context, sites, exitLeaves(context, sites, UNDEFINED)), UNDEFINED);
  const held = holdValue(context, expression);
  return sequence(held.setup, ...checks(context, sites, exitLeaves(context, sites, held.again)), held.again);
}

export interface CheckedArgument {
  readonly node: ts.Expression;
  readonly value: GuardExpr;
}

/**
 * Arguments of a call with the checks of its contracts: they become part of the last argument, so that callee, receiver and arguments are
 * evaluated as ever and nothing runs between check and call. Null when nothing is owed.
 */
export function checkedArguments(
  context: GuardContext,
  node: ts.CallExpression | ts.NewExpression,
): readonly CheckedArgument[] | null {
  const sites = context.contractsAt({ start: node.getStart(context.sourceFile), end: node.end }, "call");
  const args = [...(node.arguments ?? [])];
  const last = args.at(-1);
  const [first] = sites;
  if (first === undefined || last === undefined) return null;
  const { parameters } = formOf(first);
  const named = new Set(sites.flatMap((site) => namesIn(formOf(site))));
  const again: GuardExpr[] = [];
  const values = args.map((argument, index): CheckedArgument => {
    const isNamed = named.has(parameters[index] ?? "");
    if (!isNamed && argument !== last) {
      again.push(UNDEFINED);
      return { node: argument, value: source(argument) };
    }
    if (!context.isRoot(bare(argument)) && isStable(argument, args.slice(index + 1), context.bindings)) {
      again.push(repeated(argument));
      return { node: argument, value: repeated(argument) };
    }
    const held = holdValue(context, argument);
    again.push(held.again);
    return { node: argument, value: held.setup };
  });
  const callee = bare(node.expression);
  const receiver = ts.isPropertyAccessExpression(callee) ? bare(callee.expression) : null;
  const leaves: ConditionLeaves = {
    ...BARE_LEAVES,
    name: (text) => again[parameters.indexOf(text)] ?? UNDEFINED,
    self: receiver !== null && ts.isIdentifier(receiver) ? name(receiver.text) : THIS,
  };
  const lastValue = values.at(-1);
  const lastAgain = again.at(-1) ?? UNDEFINED;
  const isHeld = lastValue !== undefined && lastValue.value !== lastAgain && lastValue.value.kind === "assign";
  const checked = sequence(...(isHeld ? [lastValue.value] : []), ...checks(context, sites, leaves), lastAgain);
  return [...values.slice(0, -1), { node: last, value: checked }];
}

function namesIn({ contract }: ContractForm): readonly string[] {
  const names: string[] = [];
  const visit = (term: ContractTerm): void => {
    if (term.kind === "name") names.push(term.name);
    else if (term.kind === "member") visit(term.object);
    else if (term.kind === "old") visit(term.term);
    else if (term.kind === "arithmetic") {
      visit(term.left);
      visit(term.right);
    }
  };
  for (const { atom } of contract.clauses.flat())
    for (const term of atom.kind === "compare" ? [atom.left, atom.right] : [atom.term]) visit(term);
  return names;
}

/** An expression that is stable: a literal, a name, `this`. */
function repeated(expression: ts.Expression): GuardExpr {
  const node = bare(expression);
  if (ts.isIdentifier(node)) return name(node.text);
  if (node.kind === ts.SyntaxKind.ThisKeyword) return THIS;
  if (ts.isNumericLiteral(node)) return { kind: "number", value: Number(node.text.replaceAll("_", "")) };
  if (ts.isStringLiteralLike(node)) return { kind: "string", value: node.text };
  throw new InternalError(`\`${node.getText()}\` is not stable`);
}
