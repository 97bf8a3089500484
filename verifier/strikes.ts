/**
 * When to stop trying: a solver that never answers would cost the time limit once per function. Failures count only while nothing at
 * all gets done; one finished function clears them.
 */
export interface Strikes {
  /** A run of a batch ended; `progress`: some function of it was finished. */
  record(kind: "done" | "crashed" | "timedOut", progress: boolean): void;
  readonly out: boolean;
}

/** Time-outs are dear (a minute each), crashes cheap (50 ms) and often a function's own fault. */
const WEIGHT = { done: 0, crashed: 1, timedOut: 10 } as const;
const LIMIT = 20;

export function createStrikes(): Strikes {
  const state = { weight: 0 };
  return {
    record: (kind, progress) => {
      state.weight = progress ? 0 : state.weight + WEIGHT[kind];
    },
    get out() {
      return state.weight >= LIMIT;
    },
  };
}
