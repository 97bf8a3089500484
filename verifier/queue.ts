/**
 * What is to be done, independent of who does it: batches of functions in two passes. The first runs tiers 0 to 2 on every function,
 * and tier 3 as far as it can do without Z3; the second runs all tiers on the functions where a question is left for Z3. So a program
 * without hard obligations never starts a solver.
 * The result of a function depends on its own work only, never on its batch or its thread.
 */
import { assertNever } from "../core/errors.js";
import type { FunctionId } from "../core/ids.js";
import type { UnknownReason } from "../core/verdict.js";
import type { FunctionResult, FunctionWork } from "../core/work.js";
import { createStrikes } from "./strikes.js";
import type { TaskMessage } from "./task.js";
import { unknownResult } from "../analyzers/interpretation/unknown-result.js";

export type Pass = "plain" | "solver";

export interface Batch {
  readonly pass: Pass;
  readonly works: readonly FunctionWork[];
  /** A single function that has been in a crash before: the second crash is final. */
  readonly retry: boolean;
}

/** How the run of a batch ended, with the messages that arrived, by index into `works`. */
export interface BatchEnd {
  readonly messages: ReadonlyMap<number, TaskMessage>;
  readonly end:
    | { readonly kind: "done" }
    | { readonly kind: "crashed"; readonly message: string }
    | { readonly kind: "timedOut"; readonly milliseconds: number };
}

export interface Incident {
  readonly function: FunctionId;
  /** `defect`: Surety itself is in the wrong. `unfinished`: a worker died, ran out of time or memory, or the solver did. */
  readonly kind: "defect" | "unfinished";
  readonly message: string;
}

export interface Queue {
  /** A batch to run now, of those that a lane takes, or null: then wait for a running one to settle, or all is done when none runs. */
  next(takes?: (batch: Batch) => boolean): Batch | null;
  settle(batch: Batch, end: BatchEnd): void;
  /** What the first pass may use of tier 3. */
  readonly first: "none" | "quick";
  /** Some function needs the second pass. */
  readonly solverWanted: boolean;
  readonly settled: number;
  readonly results: ReadonlyMap<FunctionId, FunctionResult>;
  readonly incidents: readonly Incident[];
}

export interface QueueOptions {
  readonly useSolver: boolean;
  /** Fewest obligations of a batch. */
  readonly batchObligations: number;
  /** A result that a worker came to, and would come to again. */
  readonly onLasting?: (result: FunctionResult) => void;
}

export const BATCH_OBLIGATIONS = 25;

export function createQueue(works: readonly FunctionWork[], options: QueueOptions): Queue {
  const results = new Map<FunctionId, FunctionResult>();
  const incidents: Incident[] = [];
  const waiting: Batch[] = [...batchesOf(works, "plain", options.batchObligations)];
  const second: FunctionWork[] = [];
  const counts = { plainOpen: waiting.length, settled: 0 };
  const strikes = { plain: createStrikes(), solver: createStrikes() };

  const finish = (work: FunctionWork, result: FunctionResult): void => {
    results.set(work.function.id, result);
    counts.settled++;
  };

  const fail = (pass: Pass, work: FunctionWork, reason: UnknownReason, kind: Incident["kind"] = "unfinished"): void => {
    incidents.push({ function: work.function.id, kind, message: messageOf(reason) });
    // A failure of the second pass leaves what the first one proved: that result stands by itself.
    finish(
      work,
      pass === "solver"
        ? withReason(results.get(work.function.id) ?? unknownResult(work, reason), reason)
        : unknownResult(work, reason),
    );
  };

  const put = (batch: Batch): void => {
    if (batch.works.length === 0) return;
    waiting.push(batch);
    if (batch.pass === "plain") counts.plainOpen++;
  };

  /** The next batch of a pass that still makes sense; the functions of the others fail. */
  const next = (takes: (batch: Batch) => boolean = () => true): Batch | null => {
    for (;;) {
      const at = waiting.findIndex(takes);
      const [batch] = at < 0 ? [] : waiting.splice(at, 1);
      if (batch === undefined) return null;
      if (!strikes[batch.pass].out) return batch;
      const message = "several workers in a row crashed or ran out of time";
      for (const work of batch.works)
        fail(batch.pass, work, batch.pass === "solver" ? { kind: "solver", message } : { kind: "crashed", message });
      closeBatch(batch);
    }
  };

  const closeBatch = (batch: Batch): void => {
    if (batch.pass !== "plain") return;
    counts.plainOpen--;
    if (counts.plainOpen > 0) return;
    const position = new Map(works.map((work, at) => [work.function.id, at]));
    second.sort((a, b) => (position.get(a.function.id) ?? 0) - (position.get(b.function.id) ?? 0));
    waiting.push(...batchesOf(second.splice(0), "solver", options.batchObligations));
  };

  const settle = (batch: Batch, { messages, end }: BatchEnd): void => {
    strikes[batch.pass].record(end.kind, messages.size > 0);
    const rest: FunctionWork[] = [];
    for (const [index, work] of batch.works.entries()) {
      const message = messages.get(index);
      if (message === undefined) rest.push(work);
      else if (message.kind === "threw") {
        fail(batch.pass, work, { kind: "crashed", message: message.message }, message.defect ? "defect" : "unfinished");
      } else if (message.result.function !== work.function.id) {
        fail(batch.pass, work, { kind: "crashed", message: "a worker answers for another function" });
      } else if (batch.pass === "plain" && options.useSolver && mayNeedSolver(message.result)) {
        results.set(work.function.id, message.result);
        second.push(work);
      } else {
        finish(work, message.result);
        if (!message.passing) options.onLasting?.(message.result);
      }
    }
    const [first, ...others] = rest;
    if (first !== undefined)
      settleRest(batch, messages.size > 0 && end.kind === "done" ? { kind: "stopped" } : end, first, others);
    closeBatch(batch);
  };

  /** What the run of a batch left undone. `stopped`: the worker ended the task early on purpose. */
  const settleRest = (
    batch: Batch,
    end: BatchEnd["end"] | { kind: "stopped" },
    first: FunctionWork,
    others: readonly FunctionWork[],
  ): void => {
    if (end.kind === "stopped") {
      put({ pass: batch.pass, works: [first, ...others], retry: batch.retry });
      return;
    }
    if (end.kind === "timedOut") {
      fail(batch.pass, first, {
        kind: "budget",
        what: `the time limit of ${String(end.milliseconds / 1000)} s for one function`,
      });
      put({ pass: batch.pass, works: others, retry: false });
      return;
    }
    // A worker that does nothing at all counts as crashed, or this would never end.
    const message = end.kind === "crashed" ? end.message : "a worker does nothing";
    if (batch.retry) fail(batch.pass, first, { kind: "crashed", message });
    else put({ pass: batch.pass, works: [first], retry: true });
    put({ pass: batch.pass, works: others, retry: false });
  };

  return {
    next,
    settle,
    first: options.useSolver ? "quick" : "none",
    get solverWanted() {
      return second.length > 0 || waiting.some((batch) => batch.pass === "solver");
    },
    get settled() {
      return counts.settled;
    },
    results,
    get incidents() {
      return [...incidents].sort((a, b) => (a.function < b.function ? -1 : a.function > b.function ? 1 : 0));
    },
  };
}

/** Largest functions first, so that no thread is left alone with a big one at the end; at least `least` obligations a batch. */
export function batchesOf(works: readonly FunctionWork[], pass: Pass, least: number): readonly Batch[] {
  const order = works.map((work, at) => ({ work, at, weight: work.function.sites.length }));
  order.sort((a, b) => b.weight - a.weight || a.at - b.at);
  const batches: Batch[] = [];
  const open: { works: FunctionWork[]; weight: number } = { works: [], weight: 0 };
  const close = (): void => {
    if (open.works.length > 0) batches.push({ pass, works: open.works, retry: false });
    open.works = [];
    open.weight = 0;
  };
  for (const { work, weight } of order) {
    open.works.push(work);
    open.weight += weight;
    if (open.weight >= least) close();
  }
  close();
  return batches;
}

function mayNeedSolver(result: FunctionResult): boolean {
  return result.statistics.solverGoals > 0;
}

function withReason(result: FunctionResult, reason: UnknownReason): FunctionResult {
  return {
    ...result,
    sites: result.sites.map((site) =>
      site.verdict.kind === "unknown" ? { ...site, verdict: { kind: "unknown", reason } } : site,
    ),
  };
}

function messageOf(reason: UnknownReason): string {
  switch (reason.kind) {
    case "crashed":
    case "solver":
    case "assumption":
      return reason.message;
    case "budget":
      return `stopped at ${reason.what}`;
    case "noProof":
      return reason.missing;
    case "unsupported":
      return reason.construct;
    default:
      return assertNever(reason);
  }
}
