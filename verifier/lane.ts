/**
 * One thread's worth of work, one batch at a time. A lane owns a piscina of a single worker and replaces it after whatever went
 * wrong, so no batch ever meets a worker that another batch has spoiled, and a crash cannot take another lane's batch along.
 */
import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";
import { Piscina } from "piscina";
import { InternalError } from "../core/errors.js";
import { decodeTaskEnd, decodeTaskMessage } from "./decode.js";
import type { Batch, BatchEnd } from "./queue.js";
import { TASK_SCHEMA_VERSION, type Task, type TaskMessage, type TaskSolver } from "./task.js";

export interface LaneOptions {
  readonly workerFile: URL;
  /** Milliseconds without a finished function after which the worker is terminated. */
  readonly functionTimeLimit: number;
}

export interface Lane {
  run(batch: Batch, solver: TaskSolver): Promise<BatchEnd>;
  close(): Promise<void>;
}

/** A worker that runs out of these throws or dies alone; the process survives. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 2048, stackSizeMb: 16 };

export function createLane(options: LaneOptions): Lane {
  const own: { pool: Piscina<unknown, unknown> | null } = { pool: null };

  const open = (): Piscina<unknown, unknown> => {
    const pool = new Piscina<unknown, unknown>({
      filename: options.workerFile.href,
      name: "runTask",
      minThreads: 1,
      maxThreads: 1,
      idleTimeout: Infinity,
      // Z3's own threads report to the worker's event loop, which must not be blocked between tasks.
      atomics: "disabled",
      resourceLimits: RESOURCE_LIMITS,
      execArgv: [],
      recordTiming: false,
    });
    // A worker that dies between tasks makes the next task fail, and that is where it is dealt with.
    pool.on("error", () => undefined);
    return pool;
  };

  const close = async (): Promise<void> => {
    const pool = own.pool;
    own.pool = null;
    await pool?.destroy();
  };

  const run = async (batch: Batch, solver: TaskSolver): Promise<BatchEnd> => {
    const pool = (own.pool ??= open());
    const task: Task = { schemaVersion: TASK_SCHEMA_VERSION, works: batch.works, solver };
    const { port1, port2 } = new MessageChannel();
    const inbox = createInbox(batch);
    const watchdog = createWatchdog(options.functionTimeLimit, () => {
      inbox.drain(port1);
    });
    port1.on("message", (message: unknown) => {
      watchdog.touch();
      inbox.take(message);
    });
    try {
      const end = decodeTaskEnd(await pool.run({ task, port: port2 }, { transferList: [port2], signal: watchdog.signal }));
      inbox.drain(port1);
      if (end.retire || inbox.broken !== null) await close();
      return {
        messages: inbox.messages,
        end: inbox.broken === null ? { kind: "done" } : { kind: "crashed", message: inbox.broken },
      };
    } catch (error) {
      inbox.drain(port1);
      await close();
      if (watchdog.signal.aborted)
        return { messages: inbox.messages, end: { kind: "timedOut", milliseconds: options.functionTimeLimit } };
      return { messages: inbox.messages, end: { kind: "crashed", message: crashMessage(error) } };
    } finally {
      watchdog.stop();
      port1.close();
    }
  };

  return { run, close };
}

interface Inbox {
  readonly messages: ReadonlyMap<number, TaskMessage>;
  /** What was wrong with a message; nothing after it is believed. */
  readonly broken: string | null;
  take(message: unknown): void;
  drain(port: MessageChannel["port1"]): void;
}

export function createInbox(batch: Batch): Inbox {
  const messages = new Map<number, TaskMessage>();
  const state: { broken: string | null } = { broken: null };
  const take = (input: unknown): void => {
    if (state.broken !== null) return;
    try {
      const message = decodeTaskMessage(input);
      if (message.index !== messages.size || message.index >= batch.works.length)
        throw new InternalError("a message out of order");
      messages.set(message.index, message);
    } catch (error) {
      state.broken = `a worker sends garbage: ${error instanceof Error ? error.message : String(error)}`;
    }
  };
  return {
    messages,
    get broken() {
      return state.broken;
    },
    take,
    drain: (port) => {
      for (let entry = receiveMessageOnPort(port); entry !== undefined; entry = receiveMessageOnPort(port)) take(entry.message);
    },
  };
}

function createWatchdog(milliseconds: number, beforeAbort: () => void) {
  const controller = new AbortController();
  const bite = (): void => {
    beforeAbort();
    controller.abort();
  };
  const timer = { current: setTimeout(bite, milliseconds) };
  return {
    signal: controller.signal,
    touch: (): void => {
      clearTimeout(timer.current);
      timer.current = setTimeout(bite, milliseconds);
    },
    stop: (): void => {
      clearTimeout(timer.current);
    },
  };
}

function crashMessage(error: unknown): string {
  return `a worker crashed: ${error instanceof Error ? error.message : String(error)}`;
}
