/** Answers to single questions to the solver, below results of functions: a function with another name for a variable asks nothing anew. */
import { digestOf, type CacheKey } from "../cache/key.js";
import type { Store } from "../cache/store.js";
import type { KeptAnswer, Question } from "../solver/remembered.js";

export interface QuestionCache {
  /** What was kept, not checked yet; null when nothing is known. Never rejects. */
  recall(question: Question): Promise<unknown>;
  keep(question: Question, answer: KeptAnswer): void;
  /** Questions so far that were answered from here. */
  readonly hits: number;
}

/** `origin`: version of the tools and the engine with its options. */
export function questionCache(store: Store, origin: string): QuestionCache {
  const own = { hits: 0 };
  const keyOf = ({ text, units }: Question): CacheKey => digestOf(`surety-question-1\0${origin}\0${String(units)}\0${text}`);
  return {
    recall: async (question) => {
      const key = keyOf(question);
      const found = parse((await store.fetch([key])).get(key));
      if (found !== null) own.hits++;
      return found;
    },
    keep: (question, answer) => {
      store.put(keyOf(question), Buffer.from(JSON.stringify(answer), "utf8"));
    },
    get hits() {
      return own.hits;
    },
  };
}

function parse(bytes: Uint8Array | undefined): unknown {
  if (bytes === undefined) return null;
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch (error) {
    // Another version's: it is not used.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
