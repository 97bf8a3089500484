/**
 * One thread's worth of work, one batch at a time. A lane owns a piscina of a single worker and replaces it after whatever went
 * wrong, so no batch ever meets a worker that another batch has spoiled, and a crash cannot take another lane's batch along.
 */
import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";
import { Piscina } from "piscina";
import { InternalError } from "../core/errors.js";
import { decodeTaskEnd, decodeTaskMessage } from "./decode.js";
import type { QuestionCache } from "./question-cache.js";
import { answerQuestions } from "./question-port.js";
import type { Batch, BatchEnd } from "./queue.js";
import { TASK_SCHEMA_VERSION, type Task, type TaskMessage, type TaskSolver } from "./task.js";

export interface LaneOptions {
  readonly workerFile: URL;
  /** Milliseconds without a finished function after which the worker is terminated. */
  readonly functionTimeLimit: number;
  /** What is known of single questions to the solver; absent: each is asked. */
  readonly questions?: QuestionCache | null;
}

export interface Lane {
  takes(batch: Pick<Batch, "pass" | "retry">): boolean;
  /** `isFresh`: nothing is known of the program, so neither is of questions to the solver. Absent: something may be. */
  run(batch: Batch, solver: TaskSolver, isFresh?: boolean): Promise<BatchEnd>;
  close(): Promise<void>;
}

/** A worker that runs out of these throws or dies alone; the process survives. Half of the usual young generation costs no time here. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 2048, maxYoungGenerationSizeMb: 24, stackSizeMb: 16 };

/** `isSpare`: the worker is started when there is something for it. */
export function createLane(options: LaneOptions, isSpare = false): Lane {
  const dead = new WeakMap<object, string>();
  const own: { pool: Piscina<unknown, unknown> | null; stop: (() => void) | null } = { pool: null, stop: null };

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
    // A worker that dies without a task: piscina may never start another, and a task given to it would wait for ever.
    pool.on("error", (error) => {
      dead.set(pool, crashMessage(error));
      own.stop?.();
    });
    return pool;
  };

  const close = async (): Promise<void> => {
    const pool = own.pool;
    own.pool = null;
    await pool?.destroy();
  };

  const run = async (batch: Batch, solver: TaskSolver): Promise<BatchEnd> => {
    if (own.pool !== null && dead.has(own.pool)) await close();
    const pool = (own.pool ??= open());
    const task: Task = { schemaVersion: TASK_SCHEMA_VERSION, works: batch.works, solver };
    const { port1, port2 } = new MessageChannel();
    const known = options.questions ?? null;
    const questions = known === null || batch.pass === "plain" ? null : answerQuestions(known);
    const transferList = questions === null ? [port2] : [port2, questions.end.port];
    const inbox = createInbox(batch);
    const watchdog = createWatchdog(options.functionTimeLimit);
    own.stop = watchdog.stop;
    port1.on("message", (message: unknown) => {
      inbox.take(message);
      // Nothing a worker sends after garbage keeps it alive.
      if (inbox.broken === null) watchdog.touch();
      else watchdog.stop();
    });
    const ended = (end: BatchEnd["end"]): BatchEnd => ({ messages: inbox.messages, end });
    try {
      const given = { task, port: port2, questions: questions?.end ?? null };
      const end = decodeTaskEnd(await pool.run(given, { transferList, signal: watchdog.signal }));
      inbox.drain(port1);
      if (end.retire || inbox.broken !== null) await close();
      return ended(inbox.broken === null ? { kind: "done" } : { kind: "crashed", message: inbox.broken });
    } catch (error) {
      inbox.drain(port1);
      const told = inbox.broken ?? dead.get(pool) ?? null;
      await close();
      if (told !== null) return ended({ kind: "crashed", message: told });
      if (watchdog.signal.aborted) return ended({ kind: "timedOut", milliseconds: options.functionTimeLimit });
      return ended({ kind: "crashed", message: crashMessage(error) });
    } finally {
      own.stop = null;
      watchdog.clear();
      port1.close();
      questions?.close();
    }
  };

  if (!isSpare) own.pool = open();
  return { takes: () => true, run, close };
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

/** Aborts its signal after so many milliseconds without a `touch`, or when told to stop. */
function createWatchdog(milliseconds: number) {
  const controller = new AbortController();
  const stop = (): void => {
    controller.abort();
  };
  const timer = { current: setTimeout(stop, milliseconds) };
  const clear = (): void => {
    clearTimeout(timer.current);
  };
  return {
    signal: controller.signal,
    touch: (): void => {
      clear();
      timer.current = setTimeout(stop, milliseconds);
    },
    stop,
    clear,
  };
}

function crashMessage(error: unknown): string {
  return `a worker crashed: ${error instanceof Error ? error.message : String(error)}`;
}
