/**
 * What can be answered without an engine is: a model found by search makes a goal `invalid`, a certificate of the linear prover makes it
 * `valid`. The engine is asked about the rest, mostly valid goals under case distinctions.
 */
import type { Formula, LinearAtom, LinearPort, SolverAnswer, SolverPort, SolverQuery } from "../core/formula.js";
import { searchModel } from "./model-search.js";
import type { EngineSolverPort } from "./smt-session.js";

/** Steps of the linear prover for one goal: its cones here are small, and what needs more the engine finds sooner. */
const LINEAR_STEPS = 4_000;

/** `engine` null: what is not answered here is `unknown`, and the session says that it `needsEngine`. */
export function layered(linear: LinearPort, engine: EngineSolverPort | null): EngineSolverPort {
  return {
    get failure() {
      return engine?.failure ?? null;
    },
    open: () => openSession(linear, engine),
  };
}

function openSession(linear: LinearPort, engine: SolverPort | null): ReturnType<SolverPort["open"]> {
  const inner = engine?.open() ?? null;
  const state = { needsEngine: false };
  const answer = (query: SolverQuery, goal: Formula, units: number): SolverAnswer => {
    const one: SolverQuery = { hypotheses: query.hypotheses, goals: [goal] };
    const model = searchModel(one);
    if (model !== null) return { kind: "invalid", model };
    if (entailed(linear, query.hypotheses, goal)) return { kind: "valid" };
    if (inner === null) {
      state.needsEngine = true;
      return { kind: "unknown", message: "no solver is there" };
    }
    return inner.check(one, units)[0] ?? { kind: "unknown", message: "the solver gives no answer" };
  };
  return {
    check: (query, units) => query.goals.map((goal) => answer(query, goal, units)),
    close: () => inner?.close(),
    get calls() {
      return inner?.calls ?? 0;
    },
    get needsEngine() {
      return state.needsEngine;
    },
  };
}

/** Whether the linear hypotheses alone entail the goal, by certificate. */
function entailed(linear: LinearPort, hypotheses: readonly Formula[], goal: Formula): boolean {
  const goals = linearParts(goal);
  if (goals === null) return false;
  const known = hypotheses.flatMap((formula): LinearAtom[] => (formula.kind === "linear" ? [formula.atom] : []));
  return goals.every((part) => linear.entails(known, part, { steps: LINEAR_STEPS }) !== null);
}

/** The atoms of a conjunction; null when it has other parts. */
function linearParts(formula: Formula): readonly LinearAtom[] | null {
  switch (formula.kind) {
    case "true":
      return [];
    case "linear":
      return [formula.atom];
    case "and": {
      const parts = formula.formulas.map(linearParts);
      return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
    }
    default:
      return null;
  }
}
