/**
 * The solver port over any engine that evaluates SMT-LIB text: one context per session, one check for all goals, and goal by goal
 * only when that is not `unsat`.
 *
 * Soundness: `valid` is answered in one place only, when the output of a group that ends in its own sentinel is the single word
 * `unsat`. Any other output, an error, an exception is `unknown`, and the context that gave it is never used again.
 */
import { InternalError } from "../core/errors.js";
import type { Formula, SolverAnswer, SolverPort, SolverQuery, SolverSession } from "../core/formula.js";
import { checkOutput, excerpt, sentinel } from "./echo-check.js";
import { parseModel } from "./model.js";
import { encodeContext, encodeRefutation, symbolName, symbolsOf } from "./smtlib.js";

export interface SmtContext {
  /** Evaluates commands, returns what they print. May throw: the engine is then dead. */
  evaluate(text: string): string;
  close(): void;
}

export interface SmtEngine {
  /** A fresh context. May throw: the engine is then dead. */
  open(): SmtContext;
}

/** A port that knows whether its engine can still be used. */
export interface EngineSolverPort extends SolverPort {
  /** Message of the failure after which the engine answers nothing any more, or null. */
  readonly failure: string | null;
  /** Checks so far that a clock or a failure ended: what came of them says nothing about the question. */
  readonly stopped: number;
}

export interface SmtSessionOptions {
  /** Backstop in milliseconds for one check. Budgets are the solver's own units; this only ends what they do not. */
  readonly timeout: number;
  /** A second opinion on a goal that the engine calls valid (linear certificates); false turns the answer into unknown. */
  readonly confirm: ((query: SolverQuery, goal: Formula) => boolean) | null;
}

export const DEFAULT_SMT_OPTIONS: SmtSessionOptions = { timeout: 20_000, confirm: null };

/** Longest text of a query. Z3's WebAssembly build takes text on its stack and dies of some 20 MB. */
const MAX_TEXT = 4_000_000;
const MAX_UNITS = 4_000_000_000;

type Outcome = "unsat" | "sat" | "unknown";
type Checked = { readonly kind: "outcome"; readonly outcome: Outcome } | { readonly kind: "broken"; readonly message: string };

export function createSmtPort(engine: SmtEngine, options: SmtSessionOptions): EngineSolverPort {
  const state: PortState = { failure: null, stopped: 0 };
  return {
    get failure() {
      return state.failure;
    },
    get stopped() {
      return state.stopped;
    },
    open: () => openSession(engine, options, state),
  };
}

interface PortState {
  failure: string | null;
  stopped: number;
}

function openSession(engine: SmtEngine, options: SmtSessionOptions, state: PortState): SolverSession {
  const own: { context: SmtContext | null; closed: boolean; calls: number; groups: number } = {
    context: null,
    closed: false,
    calls: 0,
    groups: 0,
  };

  const fail = (error: unknown): string => {
    const message = error instanceof Error ? error.message : String(error);
    // The instance has aborted or its memory is in an unknown state: its contexts cannot even be deleted.
    own.context = null;
    state.failure = `the solver crashed: ${excerpt(message)}`;
    return state.failure;
  };

  const discard = (): void => {
    const context = own.context;
    own.context = null;
    try {
      context?.close();
    } catch (error) {
      fail(error);
    }
  };

  /** Runs one group of commands; what is broken costs the context. */
  const run = (
    commands: string,
  ): { readonly kind: "output"; readonly text: string } | { readonly kind: "broken"; readonly message: string } => {
    if (state.failure !== null) return { kind: "broken", message: state.failure };
    own.groups++;
    const mark = sentinel(own.groups);
    try {
      own.context ??= engine.open();
      const output = checkOutput(own.context.evaluate(`${commands}\n${mark.command}\n`), mark);
      if (output.kind === "broken") discard();
      return output;
    } catch (error) {
      return { kind: "broken", message: fail(error) };
    }
  };

  const check = (commands: string, units: number): Checked => {
    own.calls++;
    // Measured on z3-solver 5.2: an rlimit in force at a `push` caps the whole scope; only with 0 there does the one before the
    // check count for this check alone. `timeout` is a number of milliseconds.
    const output = run(
      `${commands}\n(set-option :timeout ${String(options.timeout)})\n(set-option :rlimit ${String(units)})\n(check-sat)\n(set-option :rlimit 0)`,
    );
    if (output.kind === "broken") {
      state.stopped++;
      return output;
    }
    const text = output.text;
    if (text === "unknown" && wasTimedOut()) state.stopped++;
    if (text === "unsat" || text === "sat" || text === "unknown") return { kind: "outcome", outcome: text };
    state.stopped++;
    discard();
    return { kind: "broken", message: `the solver answers ${excerpt(text)}` };
  };

  /** Z3 names its unit budget "canceled" and its clock "timeout". */
  const wasTimedOut = (): boolean => {
    const reason = run("(get-info :reason-unknown)");
    return reason.kind === "broken" || reason.text.includes("timeout");
  };

  const model = (symbols: readonly number[]): SolverAnswer => {
    if (symbols.length === 0) return { kind: "invalid", model: new Map() };
    const output = run(`(get-value (${symbols.map(symbolName).join(" ")}))`);
    const parsed = output.kind === "output" ? parseModel(output.text, symbols) : null;
    if (parsed !== null) return { kind: "invalid", model: parsed };
    discard();
    return { kind: "unknown", message: output.kind === "broken" ? output.message : `unreadable model ${excerpt(output.text)}` };
  };

  const ofGoal = (query: SolverQuery, goal: Formula, checked: Checked): SolverAnswer => {
    if (checked.kind === "broken") return { kind: "unknown", message: checked.message };
    if (checked.outcome === "unknown") return { kind: "unknown", message: "the solver found no answer within its budget" };
    if (checked.outcome === "sat") return model(symbolsOf(query));
    if (options.confirm !== null && !options.confirm(query, goal)) {
      return { kind: "unknown", message: "a second check does not confirm the solver's answer" };
    }
    return { kind: "valid" };
  };

  const checkQuery = (query: SolverQuery, units: number): readonly SolverAnswer[] => {
    const [first] = query.goals;
    if (first === undefined) return [];
    const all = (message: string): readonly SolverAnswer[] => query.goals.map(() => ({ kind: "unknown", message }));
    if (own.closed) throw new InternalError("a solver session is used after close");
    if (state.failure !== null) return all(state.failure);
    // An rlimit of 0 would mean no limit.
    if (!(units >= 1)) return all("no solver budget is left");
    const budget = Math.min(Math.floor(units), MAX_UNITS);
    const context = encodeContext(query);
    const refutation = encodeRefutation(query.goals);
    if (context.length + refutation.length > MAX_TEXT) return all("the formula is too large for the solver");

    const opening = `(set-option :rlimit 0)\n(push 1)\n${context}`;
    const joint = check(`${opening}\n(push 1)\n${refutation}`, budget);
    if (joint.kind === "outcome" && joint.outcome === "unsat") {
      const answers = query.goals.map((goal) => ofGoal(query, goal, joint));
      run("(pop 2)");
      return answers;
    }
    if (query.goals.length === 1) {
      const answer = ofGoal(query, first, joint);
      if (own.context !== null) run("(pop 2)");
      return [answer];
    }
    if (own.context !== null) run("(pop 1)");
    // A scope per goal, not assumption literals: the solver keeps exploring the disjuncts of literals it does not assume, and one
    // hard nonlinear goal made the answers to easy ones `unknown` (measured).
    const answers = query.goals.map((goal) => {
      const reopened = own.context === null ? `${opening}\n` : "";
      const answer = ofGoal(query, goal, check(`${reopened}(push 1)\n${encodeRefutation([goal])}`, budget));
      if (own.context !== null) run("(pop 1)");
      return answer;
    });
    if (own.context !== null) run("(pop 1)");
    return answers;
  };

  return {
    check: checkQuery,
    close: () => {
      own.closed = true;
      discard();
    },
    get calls() {
      return own.calls;
    },
  };
}
