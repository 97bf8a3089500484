/**
 * Runs a queue on one thread while this thread sleeps, for hosts whose interface is synchronous (TypeScript transformers, loaders).
 * A thread that has done its work well is kept for the next call.
 */
import { decodeTaskEnd } from "./decode.js";
import { createInbox } from "./lane.js";
import type { Batch, BatchEnd, Queue } from "./queue.js";
import { startSyncThread, type SyncThread } from "./sync-port.js";
import { TASK_SCHEMA_VERSION, type Task } from "./task.js";

export interface SyncOptions {
  readonly workerFile: URL;
  readonly functionTimeLimit: number;
  readonly onSettled: () => void;
}

/** Idle threads by worker file. Module state on purpose: starting a thread with its Z3 costs 150 ms, a call often less than 1 ms. */
const idleThreads = new Map<string, SyncThread>();

export function runQueueSync(queue: Queue, options: SyncOptions): void {
  for (let batch = queue.next(); batch !== null; batch = queue.next()) {
    queue.settle(batch, runBatch(queue, batch, options));
    options.onSettled();
  }
}

function runBatch(queue: Queue, batch: Batch, options: SyncOptions): BatchEnd {
  const key = options.workerFile.href;
  const thread = idleThreads.get(key) ?? startSyncThread(options.workerFile);
  idleThreads.delete(key);
  const task: Task = {
    schemaVersion: TASK_SCHEMA_VERSION,
    works: batch.works,
    solver: { kind: batch.pass === "solver" ? "own" : queue.first },
  };
  thread.send(task);
  const inbox = createInbox(batch);
  const ends = (end: BatchEnd["end"]): BatchEnd => ({ messages: inbox.messages, end });
  for (;;) {
    const received = thread.receive(options.functionTimeLimit);
    if (received === null) {
      thread.terminate();
      return ends({ kind: "timedOut", milliseconds: options.functionTimeLimit });
    }
    const kind = kindOf(received.message);
    if (kind === "result" || kind === "threw") {
      inbox.take(received.message);
      if (inbox.broken === null) continue;
      thread.terminate();
      return ends({ kind: "crashed", message: inbox.broken });
    }
    if (kind !== "end") {
      thread.terminate();
      return ends({ kind: "crashed", message: crashMessage(received.message) });
    }
    if (decodeTaskEnd(received.message).retire) thread.terminate();
    else idleThreads.set(key, thread);
    return ends({ kind: "done" });
  }
}

function kindOf(message: unknown): unknown {
  return typeof message === "object" && message !== null && "kind" in message ? message.kind : null;
}

function crashMessage(message: unknown): string {
  const told = typeof message === "object" && message !== null && "message" in message ? message.message : null;
  return typeof told === "string" ? `a worker crashed: ${told}` : "a worker sends garbage";
}
