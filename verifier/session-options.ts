import { availableParallelism } from "node:os";
import { ConfigError } from "../core/errors.js";
import { DEFAULT_BUDGETS, DEFAULT_ENFORCEMENT, type Budgets, type EnforcementOptions } from "../core/options.js";
import type { OpenPool } from "./pool.js";
import type { QuestionCache } from "./question-cache.js";
import { BATCH_OBLIGATIONS } from "./queue.js";
import type { ResultCache } from "./result-cache.js";

export interface SessionOptions {
  readonly enforcement: EnforcementOptions;
  readonly budgets: Budgets;
  /** Most worker threads; null: as many as the machine runs at once. */
  readonly jobs: number | null;
  /** Tier 3, or tiers 0 to 2 only. */
  readonly solver: "z3" | "none";
  /** Milliseconds one function may take before its worker is terminated. Only to kill: the verdict is then `unknown`. */
  readonly functionTimeLimit: number;
  /** Fewest obligations of one task. */
  readonly batchObligations: number;
  /** Obligations for which one more worker thread is worth starting. */
  readonly laneObligations: number;
  /** The worker to run; null: our own. */
  readonly workerFile: URL | null;
  /** Whether this thread proves, as one of the threads: for a process that does nothing else. No limit of time ends it. */
  readonly provesHere: boolean;
  /** Who does the work; null: threads of this machine. No effect on `verifyHirSync`. */
  readonly openPool: OpenPool | null;
  /** `done` of `total` functions with obligations. */
  readonly onProgress: ((done: number, total: number) => void) | null;
  /** Results of earlier runs, and where to put those of this one; null: none. */
  readonly results: ResultCache | null;
  /** Answers of the solver to single questions; null: none are kept. */
  readonly questions: QuestionCache | null;
}

/**
 * A worker takes half a second of processor time to load, and compiles for itself what the others have compiled: as much as some fifty obligations
 * take. docs/LOAD-BEARING.md has the figures.
 */
const LANE_OBLIGATIONS = 200;

/**
 * The same beside a thread that has compiled all that already, having linked the program, where there is one more processor and the engine's own
 * threads (compiling, collecting) keep that busy: a worker saves no time then.
 */
const LANE_OBLIGATIONS_HERE = 2000;

export const DEFAULT_SESSION: SessionOptions = {
  enforcement: DEFAULT_ENFORCEMENT,
  budgets: DEFAULT_BUDGETS,
  jobs: null,
  solver: "z3",
  functionTimeLimit: 60_000,
  batchObligations: BATCH_OBLIGATIONS,
  laneObligations: LANE_OBLIGATIONS,
  workerFile: null,
  provesHere: false,
  openPool: null,
  onProgress: null,
  results: null,
  questions: null,
};

/** Threads worth starting. Throws ConfigError for a number of jobs that is none. */
export function laneCount(options: SessionOptions, obligations: number, processors: number = availableParallelism()): number {
  const jobs = options.jobs ?? processors;
  if (!Number.isSafeInteger(jobs) || jobs < 1)
    throw new ConfigError(`--jobs is ${String(jobs)}; it must be a whole number of at least 1`);
  const least = options.provesHere && processors <= 2 ? LANE_OBLIGATIONS_HERE : 0;
  return Math.min(jobs, Math.max(1, Math.ceil(obligations / Math.max(options.laneObligations, least))));
}
