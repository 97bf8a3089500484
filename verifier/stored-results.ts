/**
 * Results of earlier runs, for callers that cannot wait for a promise: a thread asks the database's process while this thread sleeps. It only
 * reads. What does not come in time counts as not known, and after some silences nothing is asked any more.
 */
import { existsSync } from "node:fs";
import type { FunctionId } from "../core/ids.js";
import type { FunctionResult, FunctionWork } from "../core/work.js";
import { decodeFunctionResult } from "./decode.js";
import type { SyncResults } from "./module-session.js";
import { startSyncThread, type SyncThread } from "./sync-port.js";
import { TASK_SCHEMA_VERSION, type Task } from "./task.js";
import { workerFile } from "./worker-file.js";

/** Milliseconds. The first question starts a thread and the database's process. */
const FIRST_WAIT = 5_000;
const WAIT = 1_000;
const MOST_SILENCES = 2;

export interface StoredResultsOptions {
  /** Absolute. */
  readonly folder: string;
  readonly maxBytes: number;
}

export function storedResults({ folder, maxBytes }: StoredResultsOptions): SyncResults {
  const own: { thread: SyncThread | null; silences: number } = { thread: null, silences: 0 };

  const ask = (works: readonly FunctionWork[]): unknown => {
    const isFirst = own.thread === null;
    own.thread ??= startSyncThread(workerFile("results-worker"));
    const task: Task = { schemaVersion: TASK_SCHEMA_VERSION, works, solver: { kind: "none" } };
    own.thread.send({ folder, maxBytes, task });
    const received = own.thread.receive(isFirst ? FIRST_WAIT : WAIT);
    if (received !== null) return received.message;
    // A late answer must not be taken for that to the next question.
    own.thread.terminate();
    own.thread = null;
    own.silences++;
    return null;
  };

  return {
    find: (works) => {
      if (own.silences >= MOST_SILENCES || !existsSync(folder)) return new Map();
      const sites = new Map(works.map((work) => [work.function.id, work.function.sites.length]));
      const found = new Map<FunctionId, FunctionResult>();
      for (const value of resultsIn(ask(works))) {
        const result = decoded(value);
        if (result !== null && sites.get(result.function) === result.sites.length) found.set(result.function, result);
      }
      return found;
    },
  };
}

function resultsIn(message: unknown): readonly unknown[] {
  if (typeof message !== "object" || message === null || !("results" in message)) return [];
  return Array.isArray(message.results) ? message.results : [];
}

/** Null for what is no result: it counts as not known. */
function decoded(value: unknown): FunctionResult | null {
  try {
    return decodeFunctionResult(value);
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}
