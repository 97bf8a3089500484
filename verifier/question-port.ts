/**
 * Questions from a worker, whose analysis cannot wait for a promise, to the cache of the main thread, which is asked with one. The worker
 * sleeps until the answer is there. No answer in time: it asks the solver, which comes to the same.
 */
import { MessageChannel, MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { InternalError } from "../core/errors.js";
import type { Answers, KeptAnswer, Question } from "../solver/remembered.js";
import type { QuestionCache } from "./question-cache.js";

/** What a worker is given. */
export interface QuestionEnd {
  readonly port: MessagePort;
  /** Counts the answers. */
  readonly signal: Int32Array;
}

type Asked =
  | { readonly kind: "recall"; readonly question: Question }
  | { readonly kind: "keep"; readonly question: Question; readonly answer: KeptAnswer };

/** The main thread checks types meanwhile, a file at a time. */
const PATIENCE_MILLISECONDS = 3000;

/** The end for a worker, and how to stop answering. */
export function answerQuestions(cache: QuestionCache): { readonly end: QuestionEnd; readonly close: () => void } {
  const { port1, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const take = (asked: Asked): void => {
    if (asked.kind === "keep") {
      cache.keep(asked.question, asked.answer);
      return;
    }
    void cache.recall(asked.question).then((answer) => {
      port1.postMessage(answer);
      Atomics.add(signal, 0, 1);
      Atomics.notify(signal, 0);
    });
  };
  port1.on("message", take);
  return {
    end: { port: port2, signal },
    close: () => {
      // The worker may have been done before its last message came.
      for (let entry = receiveMessageOnPort(port1); entry !== undefined; entry = receiveMessageOnPort(port1))
        take(entry.message as Asked);
      port1.close();
    },
  };
}

export function isQuestionEnd(value: unknown): value is QuestionEnd {
  return (
    typeof value === "object" &&
    value !== null &&
    "port" in value &&
    value.port instanceof MessagePort &&
    "signal" in value &&
    value.signal instanceof Int32Array
  );
}

export function answersThrough({ port, signal }: QuestionEnd): Answers {
  // Who was not answered in time once asks no more: the next answer would be that to another question.
  const own = { silent: false };
  const send = (asked: Asked): void => {
    port.postMessage(asked);
  };
  return {
    recall: (question) => {
      if (own.silent) return null;
      const seen = Atomics.load(signal, 0);
      send({ kind: "recall", question });
      own.silent = Atomics.wait(signal, 0, seen, PATIENCE_MILLISECONDS) === "timed-out";
      if (own.silent) return null;
      const received = receiveMessageOnPort(port);
      if (received === undefined) throw new InternalError("a question is answered without an answer");
      return received.message as unknown;
    },
    keep: (question, answer) => {
      send({ kind: "keep", question, answer });
    },
  };
}
