/** Runs a queue on several lanes. Which lane runs what depends on timing; results do not. */
import { compileZ3 } from "../solver/z3-module.js";
import { createHomeLane } from "./home-lane.js";
import { createLane, type Lane, type LaneOptions } from "./lane.js";
import type { Batch, Queue } from "./queue.js";
import type { TaskSolver } from "./task.js";

export interface Pool {
  /** Returns when every function of the queue is settled. `onSettled` is called after each batch. `isFresh`: as for a lane. */
  run(queue: Queue, onSettled: () => void, isFresh?: boolean): Promise<void>;
  /** Returns when every worker is gone. */
  close(): Promise<void>;
}

/** A pool of so many threads of this machine, or one that does their work elsewhere. */
export type OpenPool = (lanes: number, options: LaneOptions) => Pool;

/** Starts the workers at once: they load while the caller still prepares the work. */
export function openPool(lanes: number, options: LaneOptions): Pool {
  return poolOf(
    Array.from({ length: lanes }, () => createLane(options)),
    lazySolver(),
  );
}

/** As many lanes, of which the first is this thread. Where it is alone, a worker does what it does not take, and is not started before there is any. */
export function openPoolHere(lanes: number, options: LaneOptions): Pool {
  if (lanes === 0) return openPool(0, options);
  const home = createHomeLane(options);
  const workers = Array.from({ length: lanes - 1 }, () => createLane(options));
  const spare = (): Lane => ({ ...createLane(options, true), takes: (batch) => !home.takes(batch) });
  return poolOf([home, ...(lanes === 1 ? [spare()] : workers)], lazySolver(), lanes);
}

/**
 * A lane that is listed several times gets as many batches at once. `solver` is for batches of the second pass. Some lane must take any batch.
 * `most`: batches at once.
 */
export function poolOf(all: readonly Lane[], solver: () => Promise<TaskSolver>, most = all.length): Pool {
  return {
    run: async (queue, onSettled, isFresh) => {
      const idle: Lane[] = [...all];
      const running = new Set<Promise<void>>();
      const start = async (lane: Lane, batch: Batch): Promise<void> => {
        const end = await lane.run(batch, batch.pass === "solver" ? await solver() : { kind: queue.first }, isFresh);
        queue.settle(batch, end);
        // Compiling takes 100 ms beside the first pass.
        if (queue.solverWanted) void solver();
        idle.push(lane);
        onSettled();
      };
      for (;;) {
        const found = running.size < most ? nextFor(idle, queue) : null;
        if (found !== null) {
          const run = start(found.lane, found.batch);
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
    },
    close: async () => {
      await Promise.all([...new Set(all)].map((lane) => lane.close()));
    },
  };
}

/** Takes the first idle lane that has a batch to do. */
function nextFor(idle: Lane[], queue: Queue): { readonly lane: Lane; readonly batch: Batch } | null {
  for (const [at, lane] of idle.entries()) {
    const batch = queue.next((one) => lane.takes(one));
    if (batch === null) continue;
    idle.splice(at, 1);
    return { lane, batch };
  }
  return null;
}

/** Z3, compiled when first asked for. */
export function lazySolver(): () => Promise<TaskSolver> {
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
