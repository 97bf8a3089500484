/**
 * Entry of a piscina worker: `input` is a task and the port its messages go to. Everything else is loaded from here at once but
 * awaited in the task: an error while loading is told by the task, whereas piscina hides the cause of one in this file.
 */
import { MessagePort } from "node:worker_threads";
import type { Answers } from "../solver/remembered.js";
import { answersThrough, isQuestionEnd } from "./question-port.js";
import type { TaskEnd } from "./task.js";

const loading = Promise.all([import("./perform-task.js"), import("./provers.js")]).then(
  ([{ performTask }, { createProvers }]) => {
    const provers = createProvers();
    return (task: unknown, port: MessagePort, answers: Answers | null) =>
      performTask(
        task,
        provers,
        (message) => {
          port.postMessage(message);
        },
        answers,
      );
  },
);
loading.catch(() => undefined);

export async function runTask(input: unknown): Promise<TaskEnd> {
  if (
    typeof input !== "object" ||
    input === null ||
    !("port" in input) ||
    !(input.port instanceof MessagePort) ||
    !("task" in input)
  ) {
    throw new TypeError("a worker is given no task");
  }
  const { port, task } = input;
  const questions = "questions" in input && isQuestionEnd(input.questions) ? input.questions : null;
  try {
    const perform = await loading;
    return await perform(task, port, questions === null ? null : answersThrough(questions));
  } finally {
    port.close();
    questions?.port.close();
  }
}
