/** Lanes of this machine behind one: takes any number of batches at once and runs up to `most`. Threads start when first wanted. */
import { InternalError } from "../../core/errors.js";
import { createLane, type Lane, type LaneOptions } from "../lane.js";
import { lazySolver } from "../pool.js";
import type { Batch, BatchEnd } from "../queue.js";
import type { TaskSolver } from "../task.js";

export function createLocalLanes(most: number, options: LaneOptions): Lane {
  const all: Lane[] = [];
  const idle: Lane[] = [];
  const waiting: ((lane: Lane) => void)[] = [];
  const state = { closed: false };
  const compiled = lazySolver();

  const take = (): Promise<Lane> => {
    if (state.closed) throw new InternalError("a batch is run after the end");
    const lane = idle.pop();
    if (lane !== undefined) return Promise.resolve(lane);
    if (all.length >= most) return new Promise((resolve) => waiting.push(resolve));
    const opened = createLane(options);
    all.push(opened);
    return Promise.resolve(opened);
  };

  const give = (lane: Lane): void => {
    const next = waiting.shift();
    if (next === undefined) idle.push(lane);
    else next(lane);
  };

  return {
    takes: () => true,
    run: async (batch: Batch, solver: TaskSolver): Promise<BatchEnd> => {
      const lane = await take();
      try {
        return await lane.run(batch, solver.kind === "own" ? await compiled() : solver);
      } finally {
        give(lane);
      }
    },
    close: async () => {
      state.closed = true;
      await Promise.all(all.map((lane) => lane.close()));
    },
  };
}
