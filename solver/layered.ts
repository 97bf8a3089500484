/**
 * What can be answered without an engine is: a model found by search makes a goal `invalid`, a certificate of the linear prover makes it
 * `valid`. The engine is asked about the rest, mostly valid goals under case distinctions.
 */
import type { Formula, LinearAtom, LinearPort, SolverAnswer, SolverPort, SolverQuery } from "../core/formula.js";
import { searchModel } from "./model-search.js";
import type { EngineSolverPort } from "./smt-session.js";

/** Steps of the linear prover for one goal: its cones here are small, and what needs more the engine finds sooner. */
const LINEAR_STEPS = 4_000;

/** `engine` null: what is not answered here is `unasked`. */
export function layered(linear: LinearPort, engine: EngineSolverPort | null): EngineSolverPort {
  return {
    get failure() {
      return engine?.failure ?? null;
    },
    get stopped() {
      return engine?.stopped ?? 0;
    },
    open: () => openSession(linear, engine),
  };
}

function openSession(linear: LinearPort, engine: SolverPort | null): ReturnType<SolverPort["open"]> {
  const inner = engine?.open() ?? null;
  const answer = (query: SolverQuery, goal: Formula, units: number): SolverAnswer => {
    const one: SolverQuery = { hypotheses: query.hypotheses, goals: [goal] };
    const model = searchModel(one);
    if (model !== null) return { kind: "invalid", model };
    if (entailed(linear, query.hypotheses, goal)) return { kind: "valid" };
    if (inner === null) return { kind: "unasked" };
    return inner.check(one, units)[0] ?? { kind: "unknown", message: "the solver gives no answer" };
  };
  return {
    check: (query, units) => query.goals.map((goal) => answer(query, goal, units)),
    close: () => inner?.close(),
    get calls() {
      return inner?.calls ?? 0;
    },
  };
}

/** Whether the linear hypotheses alone entail the goal, by certificate. */
function entailed(linear: LinearPort, hypotheses: readonly Formula[], goal: Formula): boolean {
  const known = hypotheses.flatMap((formula): LinearAtom[] => (formula.kind === "linear" ? [formula.atom] : []));
  const entails = (atom: LinearAtom): boolean => linear.entails(known, atom, { steps: LINEAR_STEPS }) !== null;
  const goals = linearParts(goal);
  if (goals?.every(entails) === true) return true;
  // The prover looks at what is connected with a goal: a contradiction elsewhere (a way that is never taken) is found by asking there
  // whether a hypothesis is false.
  return suspects(known).some(({ symbols, coefficients, constant }) =>
    entails({ symbols, coefficients: coefficients.map((c) => -c), constant: 1 - constant, relation: "<=" }),
  );
}

/** Hypotheses by which a contradiction may be found: of one symbol whose bounds clash, else one of each part that shares no symbol with others. */
function suspects(hypotheses: readonly LinearAtom[]): readonly LinearAtom[] {
  const parents = new Map<number, number>();
  const root = (symbol: number): number => {
    let at = symbol;
    for (let next = parents.get(at); next !== undefined; next = parents.get(at)) at = next;
    return at;
  };
  const bounds = new Map<number, readonly [number, number]>();
  for (const { symbols, coefficients, constant, relation } of hypotheses) {
    const [first] = symbols;
    const [factor] = coefficients;
    if (first === undefined || factor === undefined) continue;
    for (const symbol of symbols) {
      const [a, b] = [root(symbol), root(first)];
      if (a !== b) parents.set(a, b);
    }
    if (symbols.length > 1) continue;
    const limit = -constant / factor;
    const [lo, hi] = bounds.get(first) ?? [-Infinity, Infinity];
    const fromBelow = relation === "==" || factor < 0;
    const fromAbove = relation === "==" || factor > 0;
    bounds.set(first, [fromBelow ? Math.max(lo, limit) : lo, fromAbove ? Math.min(hi, limit) : hi]);
  }
  const clashing = [...bounds].find(([, [lo, hi]]) => lo > hi);
  if (clashing !== undefined)
    return hypotheses.filter(({ symbols }) => symbols.length === 1 && symbols[0] === clashing[0]).slice(0, 4);
  const parts = new Map<number, LinearAtom>();
  for (const atom of hypotheses) {
    const [first] = atom.symbols;
    if (first !== undefined && !parts.has(root(first))) parts.set(root(first), atom);
  }
  return [...parts.values()];
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
