/** A batch as the task of a job, and the answer to it. */
import { InternalError } from "../../core/errors.js";
import { decodeTask } from "../decode.js";
import { createInbox } from "../lane.js";
import type { Batch, BatchEnd } from "../queue.js";
import { TASK_SCHEMA_VERSION, type Task, type TaskMessage, type TaskSolver } from "../task.js";

/** Compiled WebAssembly does not cross hosts: there, `own` stands for it. */
export function taskOf(batch: Batch, solver: TaskSolver): Task {
  return {
    schemaVersion: TASK_SCHEMA_VERSION,
    works: batch.works,
    solver: solver.kind === "module" ? { kind: "own" } : { kind: solver.kind },
  };
}

/** Throws InternalError. */
export function decodeSentTask(value: unknown): { readonly batch: Batch; readonly solver: TaskSolver } {
  const { works, solver } = decodeTask(value);
  if (solver.kind === "module") throw new InternalError("a task brings a compiled solver");
  return { batch: { pass: solver.kind === "own" ? "solver" : "plain", works, retry: false }, solver };
}

/**
 * The messages of a batch that went well from end to end; null for every other end. What crashed, threw or ran out of time there is done
 * again where the verification runs, so that what becomes of it is what becomes of it without workers.
 */
export function answerOf(batch: Batch, { messages, end }: BatchEnd): readonly TaskMessage[] | null {
  const all = [...messages.values()];
  return end.kind === "done" && answers(batch, all) ? all : null;
}

/** Throws InternalError for what does not answer the whole batch. */
export function decodeAnswer(batch: Batch, value: unknown): BatchEnd {
  if (!Array.isArray(value)) throw new InternalError("the answer is no list");
  const inbox = createInbox(batch);
  for (const message of value as readonly unknown[]) inbox.take(message);
  if (inbox.broken !== null) throw new InternalError(inbox.broken);
  if (!answers(batch, [...inbox.messages.values()])) throw new InternalError("the answer is to something else");
  return { messages: inbox.messages, end: { kind: "done" } };
}

function answers(batch: Batch, messages: readonly TaskMessage[]): boolean {
  return (
    messages.length === batch.works.length &&
    batch.works.every(({ function: fn }, at) => {
      const message = messages[at];
      return message?.kind === "result" && message.result.function === fn.id && message.result.sites.length === fn.sites.length;
    })
  );
}
