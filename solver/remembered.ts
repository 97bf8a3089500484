/**
 * An engine whose answers may be kept. Each question is asked in canonical form (canonical-query.ts) and in a context of its own: so the
 * answer is a function of its text, the units and the engine, and it makes no difference whether it is asked or remembered.
 *
 * Soundness: an answer is used for the very text that it was given for, which is kept with it and compared; a model is evaluated again.
 * What a clock or a failure had a part in is not kept.
 */
import type { SolverAnswer, SolverQuery, SolverSession } from "../core/formula.js";
import { canonicalQuery } from "./canonical-query.js";
import { holds } from "./holds.js";
import type { EngineSolverPort } from "./smt-session.js";
import { encodeContext, encodeRefutation } from "./smtlib.js";

/** All that an answer depends on, beside the engine. */
export interface Question {
  readonly text: string;
  readonly units: number;
}

export interface Answers {
  /** What was kept under the question, by whomever; null when nothing is known. Never throws. */
  recall(question: Question): unknown;
  keep(question: Question, answer: KeptAnswer): void;
}

/** Plain data. `text` and `units` are those of the question. */
export interface KeptAnswer extends Question {
  readonly answer:
    | { readonly kind: "valid" }
    | { readonly kind: "invalid"; readonly model: readonly (readonly [symbol: number, integer: string])[] }
    | { readonly kind: "unknown"; readonly message: string };
}

export function remembered(engine: EngineSolverPort, answers: Answers | null): EngineSolverPort {
  return {
    get failure() {
      return engine.failure;
    },
    get stopped() {
      return engine.stopped;
    },
    open: () => openSession(engine, answers),
  };
}

function openSession(engine: EngineSolverPort, answers: Answers | null): SolverSession {
  const own = { calls: 0 };
  const ask = (query: SolverQuery, units: number): SolverAnswer => {
    const session = engine.open();
    try {
      return session.check(query, units)[0] ?? { kind: "unknown", message: "the solver gives no answer" };
    } finally {
      session.close();
    }
  };
  const answer = (given: SolverQuery, units: number): SolverAnswer => {
    // Asked or remembered, it counts: what a function may ask must not depend on what is known.
    own.calls++;
    const { query, symbols } = canonicalQuery(given);
    const question: Question = { text: `${encodeContext(query)}\n${encodeRefutation(query.goals)}`, units };
    const known = answers === null ? null : believed(answers.recall(question), question, query);
    if (known !== null) return withNames(known, symbols);
    const { stopped } = engine;
    const fresh = ask(query, units);
    if (answers !== null && fresh.kind !== "unasked" && engine.stopped === stopped && engine.failure === null)
      answers.keep(question, { ...question, answer: plain(fresh) });
    return withNames(fresh, symbols);
  };
  return {
    check: ({ hypotheses, goals }, units) => goals.map((goal) => answer({ hypotheses, goals: [goal] }, units)),
    close: () => undefined,
    get calls() {
      return own.calls;
    },
  };
}

function plain(answer: Exclude<SolverAnswer, { kind: "unasked" }>): KeptAnswer["answer"] {
  return answer.kind === "invalid" ? { kind: "invalid", model: [...answer.model] } : answer;
}

function withNames(answer: SolverAnswer, symbols: readonly number[]): SolverAnswer {
  if (answer.kind !== "invalid") return answer;
  const model = new Map<number, string>();
  for (const [symbol, integer] of answer.model) {
    const name = symbols[symbol];
    if (name !== undefined) model.set(name, integer);
  }
  return { kind: "invalid", model };
}

/** Null for what is no answer to this question. */
function believed(kept: unknown, { text, units }: Question, query: SolverQuery): SolverAnswer | null {
  if (!isRecord(kept) || kept["text"] !== text || kept["units"] !== units) return null;
  const answer = kept["answer"];
  if (!isRecord(answer)) return null;
  const { kind, message, model } = answer;
  if (kind === "valid") return { kind: "valid" };
  if (kind === "unknown" && typeof message === "string") return { kind: "unknown", message };
  return kind === "invalid" ? checkedModel(model, query) : null;
}

function checkedModel(model: unknown, { hypotheses, goals: [goal] }: SolverQuery): SolverAnswer | null {
  if (!Array.isArray(model) || goal === undefined) return null;
  const found = new Map<number, string>();
  for (const entry of model as readonly unknown[]) {
    if (!Array.isArray(entry)) return null;
    const [symbol, integer] = entry as readonly unknown[];
    if (typeof symbol !== "number" || typeof integer !== "string" || !/^-?\d+$/.test(integer)) return null;
    found.set(symbol, integer);
  }
  const values = new Map([...found].map(([symbol, integer]): [number, bigint] => [symbol, BigInt(integer)]));
  const refutes = hypotheses.every((formula) => holds(formula, values) === true) && holds(goal, values) === false;
  return refutes ? { kind: "invalid", model: found } : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
