/**
 * Abduction for linear goals: what would have to hold where a region begins, or before a loop, for `goal <= 0` to follow from the facts at a site. A fact
 * `f <= 0` with a positive multiple of a symbol bounds it from above, so `goal - k*f <= 0` (`k > 0`) implies the goal and has one symbol
 * less. Only a search: a wrong or useless residual is never proved with.
 */
import type { SelectorExpr } from "../../core/selector.js";
import type { Analysis, SiteGoal } from "../discharge.js";
import type { LinearFact, Point } from "../linear/linear-facts.js";
import { gcd } from "../domain/congruence.js";
import { addForms, isConstant, scaleForm, symbolForm, type LinearForm } from "../facts/linear-form.js";
import type { Leaves } from "./leaves.js";

const DEPTH = 6;
const NODES = 300;
const MOST_FACTOR = 16;
/** A length is hardly ever tested against more than this. */
export const FAR = 2 ** 16;

export interface SiteFactsAt {
  readonly goal: SiteGoal;
  readonly at: Point;
  readonly facts: readonly LinearFact[];
}

/** The facts at an open goal, collected once for all regions around it. */
export function factsAt(analysis: Analysis, goal: SiteGoal, at: Point): SiteFactsAt {
  const symbols = goal.form.terms.map(([symbol]) => symbol);
  return { goal, at, facts: analysis.facts.factsFor(symbols, at, analysis.invariantsAt(at.block)).slice(0, 160) };
}

const formOf = ({ atom }: LinearFact): LinearForm => ({
  terms: atom.symbols.map((symbol, k) => [symbol, atom.coefficients[k] ?? 0] as const),
  constant: atom.constant,
});

const coefficientIn = (form: LinearForm, symbol: number): number => form.terms.find(([s]) => s === symbol)?.[1] ?? 0;

export const isGuard = ({ origin }: LinearFact): boolean => origin.kind === "guard";

/** `symbol` leaves `residue` when it is divided by `modulus` (at least 2). */
export interface Multiple {
  readonly symbol: number;
  readonly modulus: number;
  readonly residue: number;
}

/** What would do: `form <= 0`, and all `multiples`. Where those are enough, `form` is a constant. */
export interface Residual {
  readonly form: LinearForm;
  readonly multiples: readonly Multiple[];
}

interface FoundResidual extends Residual {
  /** It follows only with facts that guards of earlier sites give. */
  readonly leans: boolean;
}

/** What a residual may speak of. */
export interface ResidualTerms {
  readonly isNamed: (symbol: number) => boolean;
  /** Whether a bound may be multiplied by it: where it is negative, the residual says nothing. */
  readonly isFactor: (symbol: number) => boolean;
}

/** A useful residual over what can be named, or null. */
export function residualOf(analysis: Analysis, terms: ResidualTerms, { goal, at, facts }: SiteFactsAt): Residual | null {
  // A residual that leans on the guard of another site holds only while that site keeps its guard: such facts are the last resort.
  const ranked = [...facts].sort((a, b) => Number(isGuard(a)) - Number(isGuard(b)));
  const plain = ranked.map((fact): Known => ({
    form: formOf(fact),
    equation: fact.atom.relation === "==",
    leans: isGuard(fact),
    multiple: null,
  }));
  const known = [...plain, ...roundedUp(analysis, terms.isNamed, plain, at)];
  // What is to be large enough must not come out as what is to be small.
  const isTurned = (form: LinearForm): boolean =>
    goal.form.terms.some(([symbol, coefficient]) => coefficient < 0 && coefficientIn(form, symbol) > 0);
  const isUsable = ({ form }: FoundResidual): boolean =>
    Math.abs(form.constant) < FAR && !isTurned(form) && (isConstant(form) || mayHold(analysis, form, at));
  // Few steps tell most; where they lead nowhere, many may.
  const near = explore(analysis, terms, { goal: goal.form, known, order: "breadth" }).filter(isUsable);
  const usable = near.some(({ leans }) => !leans)
    ? near
    : [...near, ...explore(analysis, terms, { goal: goal.form, known, order: "depth" }).filter(isUsable)];
  // Of equally simple ones the weakest: the smaller the constant, the more often `form <= 0` holds.
  usable.sort(
    (a, b) =>
      Number(a.leans) - Number(b.leans) ||
      costOf(a.form) - costOf(b.form) ||
      a.form.constant - b.form.constant ||
      a.multiples.length - b.multiples.length,
  );
  const isCount = (symbol: number): boolean =>
    symbol < analysis.graph.defs.length && (analysis.facts.fact(symbol, at).value.number?.lo ?? -1) >= 0;
  let [best] = usable;
  for (const one of usable) {
    if (best === undefined || one.leans !== best.leans) break;
    if (follows(one.form, best.form, isCount) && !follows(best.form, one.form, isCount)) best = one;
  }
  return best ?? null;
}

interface Derived {
  readonly form: LinearForm;
  /** The facts that it was derived with. */
  readonly used: readonly number[];
}

/** What implies the goal and speaks only of what can be named, as far as a bounded search in this order gets. */
function explore(
  analysis: Analysis,
  { isNamed, isFactor }: ResidualTerms,
  { goal, known, order }: { readonly goal: LinearForm; readonly known: readonly Known[]; readonly order: "breadth" | "depth" },
): readonly FoundResidual[] {
  const stepsFrom = ({ form, used }: Derived, [symbol, coefficient]: LinearForm["terms"][number]): readonly Derived[] => {
    const steps: Derived[] = [];
    known.forEach(({ form: fact, equation }, index) => {
      if (used.includes(index)) return;
      const own = coefficientIn(fact, symbol);
      if (own === 0 || (coefficient / own < 0 && !equation)) return;
      // What is to be large is known to be at least so much: a test that the rest is smaller would hardly ever hold.
      if (coefficient < 0 && !equation && fact.terms.length === 1) return;
      // `4 * j <= 3 * i` bounds `j` as well: everything is multiplied by what makes whole numbers of it.
      const factor = Math.abs(own) / gcd(own, coefficient);
      const scaled = factor <= MOST_FACTOR ? scaleForm(form, factor) : null;
      const next = scaled && addForms(scaled, fact, (-coefficient * factor) / own);
      if (next !== null) steps.push({ form: next, used: [...used, index] });
    });
    for (const bounded of productBounds(analysis, { symbol, coefficient, isFactor }, known)) {
      const rest = addForms(form, symbolForm(symbol), -coefficient);
      const next = rest && addForms(rest, bounded.form, coefficient);
      if (next !== null && !used.includes(bounded.index)) steps.push({ form: next, used: [...used, bounded.index] });
    }
    return steps;
  };
  const found: FoundResidual[] = [];
  const work: Derived[] = [{ form: goal, used: [] }];
  for (let nodes = 0; nodes < NODES; nodes++) {
    const derived = order === "breadth" ? work[nodes] : work.pop();
    if (derived === undefined) break;
    const { form, used } = derived;
    const open = form.terms.find(([symbol]) => !isNamed(symbol));
    if (open !== undefined) {
      // What is behind as much as is looked at is not looked at.
      const isFull = order === "breadth" && work.length >= NODES;
      const steps = used.length < DEPTH && !isFull ? stepsFrom(derived, open) : [];
      work.push(...(order === "breadth" ? steps : [...steps].reverse()));
      continue;
    }
    const multiples = used.flatMap((index) => known[index]?.multiple ?? []);
    const leans = used.some((index) => known[index]?.leans === true);
    if (!isConstant(form) || (form.constant <= 0 && multiples.length > 0)) found.push({ form: lowest(form), multiples, leans });
  }
  return found;
}

/** Divided by what divides all its coefficients: between integers, the constant is rounded. */
function lowest(form: LinearForm): LinearForm {
  const common = form.terms.reduce((sum, [, coefficient]) => gcd(sum, coefficient), 0);
  if (common < 2) return form;
  // (No -0.)
  const constant = Math.ceil(form.constant / common) + 0;
  return { terms: form.terms.map(([symbol, coefficient]) => [symbol, coefficient / common] as const), constant };
}

/**
 * Whether, but for constants, `weak <= 0` holds wherever `strong <= 0` does: it is at most a multiple of it. Of two tests the one that holds more often
 * is of more use, were it longer: `3 * a.length <= 4 * b.length` rather than `a.length <= b.length`.
 */
function follows(weak: LinearForm, strong: LinearForm, isCount: (symbol: number) => boolean): boolean {
  let [least, most] = [0, Infinity];
  for (const symbol of new Set([...weak.terms, ...strong.terms].map(([s]) => s))) {
    const [w, s] = [coefficientIn(weak, symbol), coefficientIn(strong, symbol)];
    if (s === 0 && (isCount(symbol) ? w > 0 : w !== 0)) return false;
    if (s === 0) continue;
    if (s > 0 || !isCount(symbol)) least = Math.max(least, w / s);
    if (s < 0 || !isCount(symbol)) most = Math.min(most, w / s);
  }
  return least <= most;
}

interface Known {
  readonly form: LinearForm;
  readonly equation: boolean;
  readonly leans: boolean;
  /** It holds where this does. */
  readonly multiple: Multiple | null;
}

/**
 * What counts in steps of `m` and is below a bound is `m` below it, if the bound is one of the numbers that are counted: `i += 4` below
 * `data.length` leaves room for `data[i + 3]` where `data.length % 4 === 0`.
 */
function roundedUp(
  { graph, facts }: Analysis,
  isNamed: ResidualTerms["isNamed"],
  known: readonly Known[],
  at: Point,
): readonly Known[] {
  return known.flatMap((one): Known[] => {
    const { form } = one;
    const [counted, bound] = [form.terms.find(([, c]) => c === 1)?.[0], form.terms.find(([, c]) => c === -1)?.[0]];
    if (form.terms.length !== 2 || counted === undefined || bound === undefined) return [];
    if (counted >= graph.defs.length || isNamed(counted) || !isNamed(bound)) return [];
    const { modulus, residue } = facts.fact(counted, at).value.number ?? { modulus: 1, residue: 0 };
    const distance = Math.ceil(form.constant / modulus) * modulus;
    if (modulus < 2 || distance <= form.constant) return [];
    return [{ ...one, form: { ...form, constant: distance }, multiple: { symbol: bound, modulus, residue } }];
  });
}

/** `x * w` with `x` bounded by `u` (and `0 <= w`, if `isFactor` does not ask for it): `u * w` in its place. */
function productBounds(
  { facts }: Analysis,
  {
    symbol,
    coefficient,
    isFactor,
  }: { readonly symbol: number; readonly coefficient: number; readonly isFactor: ResidualTerms["isFactor"] },
  known: readonly Known[],
): readonly { readonly form: LinearForm; readonly index: number }[] {
  const product = facts.product(symbol);
  if (product === null) return [];
  const result: { form: LinearForm; index: number }[] = [];
  for (const [x, w] of [
    [product.left, product.right],
    [product.right, product.left],
  ] as const) {
    if (!isFactor(w)) continue;
    known.forEach(({ form }, index) => {
      const own = coefficientIn(form, x);
      if (Math.abs(own) !== 1 || own * coefficient < 0) return;
      const rest = addForms(form, symbolForm(x), -own);
      const bound = rest && scaleForm(rest, -own);
      const multiplied = bound && facts.multiply(bound, symbolForm(w));
      if (multiplied !== null) result.push({ form: multiplied, index });
    });
  }
  return result;
}

/** Whether `form <= 0` can hold at the point other than at the very end of a range (of a length: when it is 0), by the ranges of its symbols. */
function mayHold({ graph, facts }: Analysis, form: LinearForm, at: Point): boolean {
  let least = form.constant;
  for (const [symbol, coefficient] of form.terms) {
    const range = symbol < graph.defs.length ? facts.fact(symbol, at).value.number : null;
    least += range === null ? -Infinity : coefficient * (coefficient > 0 ? range.lo : range.hi);
  }
  return least < 0;
}

function costOf({ terms }: LinearForm): number {
  return terms.reduce((sum, [, coefficient]) => sum + 8 + Math.abs(coefficient), 0);
}

/** `symbol % modulus === residue`, or null where it has no name. */
export function multipleTest(leaves: Leaves, { symbol, modulus, residue }: Multiple): SelectorExpr | null {
  const leaf = leaves.of(symbol);
  if (leaf === null) return null;
  const rest = { kind: "binary", operator: "%", left: leaf.expr, right: { kind: "number", value: modulus } } as const;
  return { kind: "binary", operator: "===", left: rest, right: { kind: "number", value: residue } };
}

/** `form <= 0` as a test: what is positive to the left, what is negative to the right. */
export function testOf(leaves: Leaves, form: LinearForm): SelectorExpr | null {
  const side = (sign: 1 | -1): SelectorExpr[] | null => {
    const parts: SelectorExpr[] = [];
    for (const [symbol, coefficient] of form.terms) {
      if (coefficient * sign <= 0) continue;
      const leaf = leaves.of(symbol);
      if (leaf === null) return null;
      const factor = Math.abs(coefficient);
      parts.push(
        factor === 1 ? leaf.expr : { kind: "binary", operator: "*", left: { kind: "number", value: factor }, right: leaf.expr },
      );
    }
    return parts;
  };
  const left = side(1);
  const right = side(-1);
  if (left === null || right === null) return null;
  // `x + 4 <= y` reads better as `x + 3 < y`.
  const strict = form.constant >= 1;
  const extra = strict ? form.constant - 1 : form.constant;
  if (extra > 0) left.push({ kind: "number", value: extra });
  if (extra < 0) right.push({ kind: "number", value: -extra });
  return { kind: "binary", operator: strict ? "<" : "<=", left: sum(left), right: sum(right) };
}

function sum(parts: readonly SelectorExpr[]): SelectorExpr {
  const [first, ...others] = parts;
  if (first === undefined) return { kind: "number", value: 0 };
  return others.reduce((left, right): SelectorExpr => ({ kind: "binary", operator: "+", left, right }), first);
}
