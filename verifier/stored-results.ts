/**
 * Results of earlier runs, for callers that cannot wait for a promise: a thread asks the database's process while this thread sleeps. It only
 * reads. What does not come in time counts as not known, and after some silences nothing is asked any more.
 */
import { existsSync } from "node:fs";
import type { CacheKey } from "../cache/key.js";
import type { FunctionId } from "../core/ids.js";
import type { FunctionResult } from "../core/work.js";
import { decodeFunctionResult } from "./decode.js";
import type { SyncResults } from "./module-session.js";
import { startSyncThread, type SyncThread } from "./sync-port.js";
import { TASK_SCHEMA_VERSION, type Task } from "./task.js";
import { workerFile } from "./worker-file.js";

/** Milliseconds. The first question starts a thread and the database's process. */
const FIRST_WAIT = 20_000;
const WAIT = 3_000;
const MOST_SILENCES = 2;

export interface StoredResultsOptions {
  /** Absolute. */
  readonly folder: string;
  readonly maxBytes: number;
}

/** Entries of the database, by key, found while the caller waits. Never throws. */
export interface StoredEntries {
  entries(keys: readonly CacheKey[]): ReadonlyMap<CacheKey, Uint8Array>;
}

export function storedResults({ folder, maxBytes }: StoredResultsOptions): SyncResults & StoredEntries {
  const own: { thread: SyncThread | null; silences: number } = { thread: null, silences: 0 };

  const ask = (question: object): unknown => {
    if (own.silences >= MOST_SILENCES || !existsSync(folder)) return null;
    const isFirst = own.thread === null;
    own.thread ??= startSyncThread(workerFile("results-worker"));
    own.thread.send({ folder, maxBytes, ...question });
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
      const task: Task = { schemaVersion: TASK_SCHEMA_VERSION, works, solver: { kind: "none" } };
      const sites = new Map(works.map((work) => [work.function.id, work.function.sites.length]));
      const found = new Map<FunctionId, FunctionResult>();
      for (const value of listIn(ask({ task }), "results")) {
        const result = decoded(value);
        if (result !== null && sites.get(result.function) === result.sites.length) found.set(result.function, result);
      }
      return found;
    },
    entries: (keys) => {
      const found = new Map<CacheKey, Uint8Array>();
      for (const entry of keys.length === 0 ? [] : listIn(ask({ keys }), "entries")) {
        const [name, bytes] = Array.isArray(entry) ? (entry as readonly unknown[]) : [];
        const key = keys.find((one) => one === name);
        if (key !== undefined && bytes instanceof Uint8Array) found.set(key, bytes);
      }
      return found;
    },
  };
}

function listIn(message: unknown, name: string): readonly unknown[] {
  const list: unknown = typeof message === "object" && message !== null ? Reflect.get(message, name) : null;
  return Array.isArray(list) ? list : [];
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
