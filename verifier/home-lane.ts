/**
 * The calling thread as a lane, for a process that has nothing else to do: it has just linked the program, so the code that proves is compiled,
 * which a worker does anew for itself. docs/LOAD-BEARING.md has the figures.
 *
 * Nobody can stop this thread, so Z3 runs in another (engine-thread.ts), and functions that a thread with more stack may get further with are left to
 * workers. What ends a function here are budgets, which are counts.
 */
import { setImmediate as afterOthers } from "node:timers/promises";
import { layered } from "../solver/layered.js";
import { createLinear } from "../solver/linear.js";
import { remembered, type Answers } from "../solver/remembered.js";
import { createSmtPort, DEFAULT_SMT_OPTIONS } from "../solver/smt-session.js";
import { engineThread } from "./engine-thread.js";
import type { Lane } from "./lane.js";
import { analysed } from "./perform-task.js";
import { createProvers } from "./provers.js";
import type { QuestionCache } from "./question-cache.js";
import type { TaskMessage } from "./task.js";
import { workerFile } from "./worker-file.js";

/** Longer than the solver's own clock lets it work at one request. */
const SILENCE_MILLISECONDS = DEFAULT_SMT_OPTIONS.timeout + 10_000;

/** Threads of the solver that may fail; then its questions are left to workers, where the queue counts strikes. */
const MOST_FAILURES = 3;

export interface HomeOptions {
  readonly questions?: QuestionCache | null;
  /** What the thread of the solver runs; absent: Z3. */
  readonly engineFile?: URL;
  /** Milliseconds without an answer after which that thread is ended. */
  readonly silence?: number;
}

export function createHomeLane({
  questions = null,
  engineFile = workerFile("engine-worker"),
  silence = SILENCE_MILLISECONDS,
}: HomeOptions): Lane {
  // The thread of the cache is this one, so nothing can be recalled here while it proves: where something may be known, a worker asks.
  const answers: Answers = {
    recall: () => null,
    keep: (question, answer) => questions?.keep(question, answer),
  };
  const begin = () => {
    const linear = createLinear();
    const thread = engineThread(engineFile, silence);
    return {
      provers: createProvers(linear),
      thread,
      engine: layered(linear, remembered(createSmtPort(thread, DEFAULT_SMT_OPTIONS), answers)),
    };
  };
  const own = { ...begin(), failures: 0 };
  return {
    takes: ({ pass, retry }) => pass === "plain" && !retry,
    run: async ({ works }, wanted, isFresh = false) => {
      const messages = new Map<number, TaskMessage>();
      for (const [index, work] of works.entries()) {
        // Workers that are done wait for this thread to tell them what comes next.
        await afterOthers();
        const { provers, thread, engine } = own;
        const solver = await provers.solver(wanted, null);
        const asked = isFresh && own.failures < MOST_FAILURES ? engine : null;
        const message = analysed(index, () => provers.analyse(work, solver, asked), engine);
        if (engine.failure !== null) own.failures++;
        if (message.kind === "threw" || engine.failure !== null) {
          thread.end();
          Object.assign(own, begin());
        }
        // Another thread has more stack.
        if (message.kind === "threw" && !message.defect) return { messages, end: { kind: "crashed", message: message.message } };
        messages.set(index, message);
      }
      return { messages, end: { kind: "done" } };
    },
    close: () => {
      own.thread.end();
      return Promise.resolve();
    },
  };
}
