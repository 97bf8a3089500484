/**
 * What an unproved site lacks, in terms of the source: the tests of the selector that stands in for its guard; without one, its open goals
 * with everything that a loop moves replaced by bounds (abduction, as for selectors). Only words come of it, never a proof; it is computed
 * for unproved sites alone.
 */
import type { Selector } from "../core/selector.js";
import { NO_NEED, type UnprovedNeed } from "../core/verdict.js";
import type { SiteResult } from "../core/work.js";
import { createDescriber, MULTIPLICATIVE, type Describer } from "./describe.js";
import { describeKnown } from "./describe-known.js";
import type { Analysis, CopyVerdict, SiteCopy } from "./discharge.js";
import { defOf } from "./ssa/graph.js";
import { selectorWords, variablesIn } from "./hoist/selector-words.js";
import { factsAt, residualOf, type Residual } from "./hoist/residuals.js";
import { isConstant, type LinearForm } from "./facts/linear-form.js";

type OpenVerdict = Extract<CopyVerdict, { kind: "open" }>;

export interface Unproved {
  readonly copies: readonly SiteCopy[];
  readonly verdicts: readonly CopyVerdict[];
  readonly selectors: readonly Selector[];
}

/** The results with what each unproved site needs: of its first copy that is open. */
export function withNeeds(
  analysis: Analysis,
  results: readonly SiteResult[],
  { copies, verdicts, selectors }: Unproved,
): readonly SiteResult[] {
  const first = new Map<number, { readonly copy: SiteCopy; readonly open: OpenVerdict }>();
  copies.forEach((copy, k) => {
    const open = verdicts[k];
    if (open?.kind === "open" && !first.has(copy.site)) first.set(copy.site, { copy, open });
  });
  const describe = createDescriber(analysis.graph);
  return results.map((result): SiteResult => {
    const { verdict, site } = result;
    const found = first.get(site);
    if (verdict.kind !== "unknown" || verdict.reason.kind !== "noProof" || found === undefined) return result;
    const selector = selectors.find(({ sites }) => sites.some((one) => one.site === site));
    const derived = needOf(analysis, found.open, describe);
    const need =
      selector === undefined || selector.tests.some(({ kind }) => kind === "typedArray")
        ? derived
        : { ...derived, ...needOfSelector(analysis, selector, found.copy) };
    return { ...result, verdict: { kind: "unknown", reason: { ...verdict.reason, need } } };
  });
}

function needOfSelector(analysis: Analysis, { tests }: Selector, { block }: SiteCopy): Omit<UnprovedNeed, "known"> {
  const { kind, params } = analysis.graph.fn;
  return {
    condition: tests
      .map(selectorWords)
      .filter((text) => text !== "")
      .join(" && "),
    place: outermostLoop(analysis, block) === null ? "access" : "loop",
    contract: kind !== "module" && tests.flatMap(variablesIn).every((name) => params.some((param) => param.name === name)),
  };
}

function needOf(analysis: Analysis, { at, goals, values }: OpenVerdict, describe: Describer): UnprovedNeed {
  if (at === null) return NO_NEED;
  const { graph, facts, interpretation } = analysis;
  const known = describeKnown(analysis, values, at, describe);
  const none: UnprovedNeed = { ...NO_NEED, known };
  const loop = outermostLoop(analysis, at.block);
  const isNamed = (symbol: number): boolean => (loop === null || isSettled(analysis, symbol, loop)) && nameOf(symbol) !== null;
  const isFactor = (symbol: number): boolean =>
    (interpretation.factAt(symbol, at.block, at.position).value.number?.lo ?? -1) >= 0;
  const nameOf = (symbol: number): string | null => {
    const product = facts.product(symbol);
    const parts = product === null ? [symbol] : [product.left, product.right];
    const text = parts.map((part) => (part < graph.defs.length ? describe(part, MULTIPLICATIVE) : "…")).join(" * ");
    return text.includes("…") ? null : text;
  };
  const residuals: Residual[] = [];
  for (const goal of goals) {
    const residual = residualOf(analysis, { isNamed, isFactor }, factsAt(analysis, goal, at));
    // Half a condition would mislead.
    if (residual === null) return none;
    residuals.push(residual);
  }
  if (residuals.length === 0) return none;
  const name = (symbol: number): string => nameOf(symbol) ?? "…";
  const texts = residuals.flatMap(({ form, multiples }) => [
    ...multiples.map(({ symbol, modulus, residue }) => `${name(symbol)} % ${String(modulus)} === ${String(residue)}`),
    ...(isConstant(form) ? [] : [textOf(form, name)]),
  ]);
  const symbols = residuals.flatMap(({ form, multiples }) => [
    ...form.terms.map(([symbol]) => symbol),
    ...multiples.map(({ symbol }) => symbol),
  ]);
  return {
    condition: [...new Set(texts)].join(" && "),
    place: loop === null ? "access" : "loop",
    contract: graph.fn.kind !== "module" && symbols.every((symbol) => isOfEntry(analysis, symbol)),
    known,
  };
}

/** The blocks of the outermost loop around the block. */
function outermostLoop({ graph }: Analysis, block: number): ReadonlySet<number> | null {
  let outermost: ReadonlySet<number> | null = null;
  for (const { body } of graph.cfg.loops)
    if (body.has(block) && (outermost === null || body.size > outermost.size)) outermost = body;
  return outermost;
}

/** Whether the value is made before the loop begins. */
function isSettled({ graph, facts }: Pick<Analysis, "graph" | "facts">, symbol: number, loop: ReadonlySet<number>): boolean {
  const product = facts.product(symbol);
  if (product !== null) return [product.left, product.right].every((one) => isSettled({ graph, facts }, one, loop));
  return symbol < graph.defs.length && !loop.has(graph.blockOf[symbol] ?? -1);
}

/** Parameters, their fields and lengths: what a contract of the function can name. */
function isOfEntry(analysis: Analysis, symbol: number): boolean {
  const { graph, facts } = analysis;
  const product = facts.product(symbol);
  if (product !== null) return isOfEntry(analysis, product.left) && isOfEntry(analysis, product.right);
  if (symbol >= graph.defs.length) return false;
  const def = defOf(graph, symbol);
  if (def.kind === "initial") return def.location.kind !== "cell" && isOfEntry(analysis, def.location.root);
  if (def.kind !== "instr") return false;
  if (def.instr.op === "getProp") return isOfEntry(analysis, def.instr.object);
  return def.instr.op === "param" || def.instr.op === "this";
}

/** `form <= 0` as a comparison of two sums. */
function textOf(form: LinearForm, name: (symbol: number) => string): string {
  const side = (sign: 1 | -1): string[] =>
    form.terms
      .filter(([, coefficient]) => coefficient * sign > 0)
      .map(([symbol, coefficient]) =>
        Math.abs(coefficient) === 1 ? name(symbol) : `${String(Math.abs(coefficient))} * ${name(symbol)}`,
      );
  const [left, right] = [side(1), side(-1)];
  // `a + 1 <= b` is `a < b` between integers.
  const isStrict = form.constant > 0 && (left.length > 0 || form.constant > 1);
  const extra = isStrict ? form.constant - 1 : form.constant;
  if (extra > 0) left.push(String(extra));
  if (extra < 0) right.push(String(-extra));
  const shown = (parts: readonly string[]): string => (parts.length === 0 ? "0" : parts.join(" + "));
  return `${shown(left)} ${isStrict ? "<" : "<="} ${shown(right)}`;
}
