/**
 * Houdini with the solver: the induction of invariants.ts, whose argument it shares, with one query for all candidates of a join along
 * one edge. A model that breaks the conjunction drops every candidate it breaks; dropping is always sound, so a model needs no trust.
 */
import type { Formula } from "../../core/formula.js";
import type { Candidate } from "../invariants/candidates.js";
import { BLOCK_END } from "../ssa/cfg.js";
import { alongEdge } from "../invariants/invariants.js";
import type { FactOrigin, LinearFact, Point } from "../linear/linear-facts.js";
import { atomOf, isConstant, type LinearForm } from "../facts/linear-form.js";
import type { Analysis } from "../discharge.js";
import type { SolverChecker } from "./solver-checker.js";
import { conjunction, ofAtom, symbolsOfForms, valueIn } from "./solver-formula.js";
import type { Hypotheses } from "./solver-facts.js";

export interface SolverInvariants {
  /** Indices of the candidates that stand. */
  readonly alive: ReadonlySet<number>;
  /** What the last proof of a candidate along its edges may have used; candidates by their index. */
  readonly support: (index: number) => readonly FactOrigin[];
}

export interface HoudiniInputs {
  readonly analysis: Analysis;
  readonly candidates: readonly Candidate[];
  /** Index of `candidates[0]` in origins. */
  readonly base: number;
  /** Hypotheses on an edge while only the candidates in `alive` are assumed. */
  readonly hypotheses: (
    alive: ReadonlySet<number>,
  ) => (seeds: Iterable<number>, at: Point, edge: { readonly to: number }) => Hypotheses;
  /** Asked after each sweep that dropped something: whether the candidates left are still of use. */
  readonly worthwhile: (alive: ReadonlySet<number>) => boolean;
  readonly checker: SolverChecker;
}

/** Facts for the candidates in `alive`, for the prover's `invariantsAt`. */
export function candidateFacts(
  analysis: Analysis,
  candidates: readonly Candidate[],
  alive: ReadonlySet<number>,
  base: number,
): (block: number) => LinearFact[] {
  const { cfg } = analysis.graph;
  return (block) =>
    candidates.flatMap((candidate, index): LinearFact[] =>
      alive.has(index) && cfg.dominates(candidate.block, block)
        ? [
            {
              atom: atomOf(candidate.form, "<="),
              origin: { kind: "invariant", index: base + index },
              holdsAt: (other) => cfg.dominates(candidate.block, other),
            },
          ]
        : [],
    );
}

interface Goal {
  readonly index: number;
  readonly form: LinearForm;
}

interface EdgeTask {
  readonly block: number;
  readonly edge: number;
  readonly from: number;
  dirty: boolean;
  /** The candidates that the last hypotheses assumed, those inside the clauses of joins included. */
  assumed: ReadonlySet<number>;
}

function candidatesIn(origins: readonly FactOrigin[], base: number): ReadonlySet<number> {
  const found = new Set<number>();
  const visit = (o: FactOrigin): void => {
    if (o.kind === "invariant" && o.index >= base) found.add(o.index - base);
    else if (o.kind === "lemma") o.used.forEach(visit);
  };
  origins.forEach(visit);
  return found;
}

/** The inductive ones among the candidates; none when the checks run out before all are settled. */
export function solverHoudini(inputs: HoudiniInputs): SolverInvariants {
  const { analysis, candidates, checker } = inputs;
  const { graph, facts, interpretation } = analysis;
  const { cfg } = graph;
  const alive = new Set(candidates.keys());
  const support = new Map<string, readonly FactOrigin[]>();
  const tasks: EdgeTask[] = [];
  const blocks = [...new Set(candidates.map((c) => c.block))].sort((a, b) => (cfg.rpoIndex[a] ?? 0) - (cfg.rpoIndex[b] ?? 0));
  for (const block of blocks)
    (cfg.incoming[block] ?? []).forEach((e, edge) => {
      if (interpretation.reachable[e.from] !== 0) tasks.push({ block, edge, from: e.from, dirty: true, assumed: new Set() });
    });

  const drop = (index: number): void => {
    if (!alive.delete(index)) return;
    for (const task of tasks) if (task.assumed.has(index)) task.dirty = true;
  };

  const goalsOf = (task: EdgeTask): Goal[] => {
    const goals: Goal[] = [];
    candidates.forEach((candidate, index) => {
      if (candidate.block !== task.block || !alive.has(index)) return;
      const form = alongEdge(graph, facts, candidate.form, task.block, task.edge);
      if (form === null || (isConstant(form) && form.constant > 0)) drop(index);
      else if (!isConstant(form)) goals.push({ index, form });
    });
    return goals;
  };

  /** Proves or drops each of the goals; false when the checks ran out. */
  const settle = (task: EdgeTask, goals: readonly Goal[], hypotheses: Hypotheses): boolean => {
    let left = goals;
    while (left.length > 0) {
      if (checker.left() <= 0) return false;
      const goal: Formula = conjunction(left.map((g) => ofAtom(atomOf(g.form, "<="))));
      const answer = checker.check(hypotheses, goal);
      if (answer.kind === "valid") return true;
      if (answer.kind === "invalid") {
        const broken = left.filter((g) => (valueIn(g.form, answer.model) ?? 0n) > 0n);
        for (const g of broken) drop(g.index);
        if (broken.length > 0) {
          left = left.filter((g) => alive.has(g.index));
          continue;
        }
      }
      const [only] = left;
      if (left.length === 1 && only !== undefined) {
        drop(only.index);
        return true;
      }
      const half = left.length >> 1;
      return settle(task, left.slice(0, half), hypotheses) && settle(task, left.slice(half), hypotheses);
    }
    return true;
  };

  const nothing: SolverInvariants = { alive: new Set(), support: () => [] };
  /** One pass over the edges that need it; null when the checks ran out. */
  const sweep = (list: readonly EdgeTask[]): boolean | null => {
    const before = alive.size;
    for (const task of list) {
      if (!task.dirty) continue;
      task.dirty = false;
      const goals = goalsOf(task);
      if (goals.length === 0) continue;
      const seeds = symbolsOfForms(...goals.map((g) => g.form));
      const hypotheses = inputs.hypotheses(alive)(seeds, { block: task.from, position: BLOCK_END }, { to: task.block });
      const origins = [...hypotheses.split, ...hypotheses.exact].flatMap((f) => f.origins);
      task.assumed = candidatesIn(origins, inputs.base);
      if (!settle(task, goals, hypotheses)) return null;
      support.set(`${String(task.block)}/${String(task.edge)}`, origins);
    }
    return alive.size < before;
  };
  // Entries first: what is false at the start need not be tried around the loop.
  const entries = tasks.filter((t) => !cfg.dominates(t.block, t.from));
  for (let list: readonly EdgeTask[] = entries; tasks.some((t) => t.dirty); list = tasks) {
    const dropped = sweep(list);
    if (dropped === null || (dropped && !inputs.worthwhile(alive))) return nothing;
  }
  return {
    alive,
    support: (index) => {
      const block = candidates[index]?.block ?? -1;
      return tasks.filter((t) => t.block === block).flatMap((t) => support.get(`${String(t.block)}/${String(t.edge)}`) ?? []);
    },
  };
}
