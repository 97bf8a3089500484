/** Runs a queue on several lanes. Which lane runs what depends on timing; results do not. */
import { compileZ3 } from "../solver/z3-module.js";
import { createLane, type Lane, type LaneOptions } from "./lane.js";
import type { Batch, Queue } from "./queue.js";
import type { TaskSolver } from "./task.js";

export interface PoolOptions extends LaneOptions {
  readonly lanes: number;
  /** Called after each batch. */
  readonly onSettled: () => void;
}

/** Returns when every function of the queue is settled and every worker is gone. */
export async function runQueue(queue: Queue, options: PoolOptions): Promise<void> {
  const lanes = Array.from({ length: options.lanes }, () => createLane(options));
  const solver = createLazySolver();
  const idle: Lane[] = [...lanes];
  const running = new Set<Promise<void>>();
  const start = async (lane: Lane, batch: Batch): Promise<void> => {
    const end = await lane.run(batch, batch.pass === "solver" ? await solver() : { kind: "none" });
    queue.settle(batch, end);
    // Compiling takes 100 ms beside the first pass.
    if (queue.solverWanted) void solver();
    idle.push(lane);
    options.onSettled();
  };
  try {
    for (;;) {
      const lane = idle[0];
      const batch = lane === undefined ? null : queue.next();
      if (lane !== undefined && batch !== null) {
        idle.shift();
        const run = start(lane, batch);
        running.add(run);
        // A rejection reaches the race below; this chain only keeps the set.
        run.then(
          () => running.delete(run),
          () => undefined,
        );
        continue;
      }
      if (running.size === 0) return;
      await Promise.race(running);
    }
  } finally {
    await Promise.all(lanes.map((one) => one.close()));
  }
}

function createLazySolver(): () => Promise<TaskSolver> {
  const state: { compiled: Promise<TaskSolver> | null } = { compiled: null };
  return () => {
    // When it does not compile here, it will not in a worker: that is where the failure is told, function by function.
    state.compiled ??= compileZ3().then(
      (module) => ({ kind: "module", module }),
      () => ({ kind: "own" }),
    );
    return state.compiled;
  };
}
