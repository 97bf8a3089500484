/** Entry of a piscina worker: `input` is a task and the port its messages go to. */
import { MessagePort } from "node:worker_threads";
import { InternalError } from "../core/errors.js";
import { performTask } from "./perform-task.js";
import { createProvers } from "./provers.js";
import type { TaskEnd } from "./task.js";

const provers = createProvers();

export async function runTask(input: unknown): Promise<TaskEnd> {
  if (
    typeof input !== "object" ||
    input === null ||
    !("port" in input) ||
    !(input.port instanceof MessagePort) ||
    !("task" in input)
  ) {
    throw new InternalError("a worker is given no task");
  }
  const { port, task } = input;
  try {
    return await performTask(task, provers, (message) => {
      port.postMessage(message);
    });
  } finally {
    port.close();
  }
}
