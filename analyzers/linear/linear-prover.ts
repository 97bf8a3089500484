/**
 * Tier 2: does a linear goal hold at a point? Collects the facts connected with the goal and asks the linear port; where that fails,
 * adds facts that need small proofs of their own: signs and monotonicity of products, stores that do not lengthen, disequalities at
 * the end of a range.
 */
import type { LinearAtom, LinearPort } from "../../core/formula.js";
import { holdsIn } from "../../core/linear-model.js";
import type { FactOrigin, LinearFact, LinearFacts, Point } from "./linear-facts.js";
import { addForms, atMost, atomOf, constantForm, isConstant, symbolForm, type LinearForm } from "../facts/linear-form.js";
import { defOf, type Graph } from "../ssa/graph.js";

export interface LinearProof {
  readonly used: readonly FactOrigin[];
}

export interface LinearProver {
  /** `goal <= 0` at the point. `more`: further facts that hold there. */
  readonly prove: (goal: LinearForm, at: Point, more: readonly LinearFact[]) => LinearProof | null;
  readonly budget: { steps: number };
}

const MAX_FACTS = 160;
/** Countermodels kept: of candidates that fail at one place most fail by the same values. */
const MAX_MODELS = 8;

export function linearProver(graph: Graph, facts: LinearFacts, port: LinearPort, budget: { steps: number }): LinearProver {
  const models: ReadonlyMap<number, number>[] = [];
  const direct = (goal: LinearForm, hypotheses: readonly LinearFact[]): LinearProof | null => {
    if (isConstant(goal)) return goal.constant <= 0 ? { used: [] } : null;
    if (budget.steps <= 0) return null;
    const atom = atomOf(goal, "<=");
    if (failsIn(models, atom, hypotheses)) return null;
    const certificate = port.entails(
      hypotheses.map((h) => h.atom),
      atom,
      budget,
      (model) => {
        models.unshift(model);
        models.length = Math.min(models.length, MAX_MODELS);
      },
    );
    if (certificate === null) return null;
    const used: FactOrigin[] = [];
    for (const k of certificate.used) {
      const origin = hypotheses[k]?.origin;
      if (origin !== undefined) used.push(origin);
    }
    return { used };
  };

  const symbolsOf = (hypotheses: readonly LinearFact[], goal: LinearForm): Set<number> => {
    const set = new Set<number>(goal.terms.map((t) => t[0]));
    for (const h of hypotheses) for (const s of h.atom.symbols) set.add(s);
    return set;
  };

  /** Facts about products of two symbols: sign, and `p1 + k*w <= p2` for `p1 = x*w`, `p2 = y*w`, `x + k <= y`, `0 <= w`. */
  const productLemmas = (symbols: ReadonlySet<number>, hypotheses: readonly LinearFact[], at: Point): LinearFact[] => {
    const products = facts.products(symbols);
    const found: LinearFact[] = [];
    if (products.length === 0 || products.length > 12) return found;
    const add = (form: LinearForm | null, proofs: readonly (LinearProof | null)[]): void => {
      if (form === null || isConstant(form) || proofs.some((p) => p === null)) return;
      // The lemma rests on everything its side conditions used: keep the first origin of each kind by chaining them through `also`.
      found.push({ atom: atomOf(form, "<="), origin: { kind: "lemma", used: proofs.flatMap((p) => p?.used ?? []) } });
    };
    const atLeast = (s: number, bound: number): LinearProof | null =>
      direct(addForms(constantForm(bound), symbolForm(s), -1) ?? constantForm(1), hypotheses);
    for (const p of products) {
      const factors = facts.product(p);
      if (factors === null) continue;
      const { left, right } = factors;
      // A factor that is one number here makes the product linear.
      for (const [fixed, other] of [
        [left, right],
        [right, left],
      ] as const) {
        const known = facts.form(fixed, at);
        if (known === null || !isConstant(known)) continue;
        const equation = addForms(symbolForm(p), symbolForm(other), -known.constant);
        if (equation !== null)
          found.push({ atom: atomOf(equation, "=="), origin: { kind: "lemma", used: [{ kind: "range", value: fixed }] } });
      }
      const l0 = atLeast(left, 0);
      const r0 = atLeast(right, 0);
      if (l0 !== null && r0 !== null) {
        add(atMost(constantForm(0), symbolForm(p)), [l0, r0]);
        add(atMost(symbolForm(right), symbolForm(p)), [atLeast(left, 1), r0]);
        add(atMost(symbolForm(left), symbolForm(p)), [atLeast(right, 1), l0]);
      }
    }
    for (const p of products)
      for (const q of products) {
        if (p === q) continue;
        const a = facts.product(p);
        const b = facts.product(q);
        if (a === null || b === null) continue;
        for (const [w, x] of [
          [a.left, a.right],
          [a.right, a.left],
        ] as const) {
          const y = b.left === w ? b.right : b.right === w ? b.left : null;
          if (y === null) continue;
          const sign = atLeast(w, 0);
          if (sign === null) continue;
          // x + 1 <= y gives x*w + w <= y*w; x <= y gives x*w <= y*w.
          const strict = direct(atMost(symbolForm(x), symbolForm(y), 1) ?? constantForm(1), hypotheses);
          if (strict !== null) {
            const sum = addForms(symbolForm(p), symbolForm(w), 1);
            add(sum && atMost(sum, symbolForm(q)), [sign, strict]);
          } else
            add(atMost(symbolForm(p), symbolForm(q)), [
              sign,
              direct(atMost(symbolForm(x), symbolForm(y)) ?? constantForm(1), hypotheses),
            ]);
          break;
        }
      }
    return found;
  };

  let depth = 0;
  /** `a[k] = v` with `k < length` leaves the length: an equation between versions, each with a proof of its own at the store. */
  const storeLemmas = (symbols: ReadonlySet<number>, more: readonly LinearFact[]): LinearFact[] => {
    if (depth >= 3) return [];
    depth++;
    const found: LinearFact[] = [];
    for (const s of facts.storeVersions(symbols)) {
      const def = defOf(graph, s);
      if (def.kind !== "changed") continue;
      const cause = graph.defs[def.after];
      if (cause?.kind !== "instr" || cause.instr.op !== "setElem") continue;
      const at: Point = { block: graph.blockOf[def.after] ?? 0, position: (graph.positionOf[def.after] ?? 0) + 1 };
      const key = facts.form(cause.instr.key, at);
      const previous = facts.form(def.previous, at);
      const goal = key && previous && atMost(key, previous, 1);
      const proof =
        goal === null
          ? null
          : prove(
              goal,
              at,
              more.filter((f) => f.holdsAt?.(at.block) === true),
            );
      const equation = previous && addForms(symbolForm(s), previous, -1);
      if (proof !== null && equation !== null)
        found.push({ atom: atomOf(equation, "=="), origin: { kind: "lemma", used: proof.used } });
    }
    depth--;
    return found;
  };

  const disequalityLemmas = (symbols: ReadonlySet<number>, at: Point, hypotheses: readonly LinearFact[]): LinearFact[] => {
    const found: LinearFact[] = [];
    for (const { form, origin } of facts.disequalities(at)) {
      if (!form.terms.every(([s]) => symbols.has(s))) continue;
      const negated: LinearForm = { terms: form.terms.map(([s, c]) => [s, -c] as const), constant: -form.constant };
      for (const side of [form, negated]) {
        const proof = direct(side, hypotheses);
        if (proof === null) continue;
        found.push({
          atom: atomOf({ ...side, constant: side.constant + 1 }, "<="),
          origin: { kind: "lemma", used: [origin, ...proof.used] },
        });
        break;
      }
    }
    return found;
  };

  /** `Math.max(a, b)` is one of its arguments: the goal holds if it holds for each of them in its place. */
  const byCases = (goal: LinearForm, at: Point, more: readonly LinearFact[]): LinearProof | null => {
    if (depth >= 3) return null;
    for (const [symbol, coefficient] of goal.terms) {
      const choices = facts.choices(symbol);
      if (choices === null) continue;
      depth++;
      const used: FactOrigin[] = [{ kind: "definition", value: symbol }];
      const rest = addForms(goal, symbolForm(symbol), -coefficient);
      const proved = choices.every((choice) => {
        const replaced = rest && addForms(rest, choice, coefficient);
        const proof = replaced && prove(replaced, at, more);
        if (proof) used.push(...proof.used);
        return Boolean(proof);
      });
      depth--;
      if (proved) return { used };
    }
    return null;
  };

  function prove(goal: LinearForm, at: Point, more: readonly LinearFact[]): LinearProof | null {
    return proveWhole(goal, at, more) ?? byCases(goal, at, more);
  }
  function proveWhole(goal: LinearForm, at: Point, more: readonly LinearFact[]): LinearProof | null {
    if (isConstant(goal)) return goal.constant <= 0 ? { used: [] } : null;
    const base = facts.factsFor(
      goal.terms.map((t) => t[0]),
      at,
      more,
    );
    const hypotheses = base.length > MAX_FACTS ? base.slice(0, MAX_FACTS) : base;
    const first = direct(goal, hypotheses);
    if (first !== null) return first;
    const symbols = symbolsOf(hypotheses, goal);
    const lemmas = [...storeLemmas(symbols, more), ...disequalityLemmas(symbols, at, hypotheses)];
    const extended = [...hypotheses, ...lemmas];
    const products = productLemmas(symbols, extended, at);
    if (lemmas.length + products.length === 0) return null;
    return direct(goal, [...extended, ...products]);
  }
  return { prove, budget };
}

/** Whether the goal is false in a model in which all that is connected with it holds: then nothing shows it. */
function failsIn(models: readonly ReadonlyMap<number, number>[], goal: LinearAtom, hypotheses: readonly LinearFact[]): boolean {
  return models.some(
    (model) =>
      holdsIn(goal, model) === false &&
      hypotheses.every(({ atom }) => holdsIn(atom, model) === true || !atom.symbols.some((symbol) => model.has(symbol))),
  );
}
