/** The oracle as a thread of its own, with a limit for what hangs. It shares nothing with the project. */
import path from "node:path";
import { Worker } from "node:worker_threads";

export interface OracleTask {
  readonly text: string;
  /** Accesses that stop the program when they go wrong (as guards do in mode `throw`); null: the program always goes on. */
  readonly stopAt: readonly string[] | null;
  /** Make the intrinsics permanent first, as emitted programs do (A2). */
  readonly hardened: boolean;
}

export interface OracleOutcome {
  /** `read 12:9-12:13`: every access that left the range, whether or not it stopped the program. */
  readonly violated: readonly string[];
  readonly end: string;
  readonly accesses: number;
}

export interface Oracle {
  readonly ask: (programs: readonly OracleTask[]) => Promise<readonly OracleOutcome[]>;
  readonly close: () => Promise<void>;
}

/** Limits of one program: virtual-machine time, only to kill, and accesses. */
const MILLISECONDS = 1000;
const ACCESSES = 20_000;
/** A thread is replaced after so many programs: realms are never quite free. */
const PROGRAMS_PER_THREAD = 2000;

/** `root` is the folder of the repository. */
export function createOracle(root: string): Oracle {
  let worker: Worker | null = null;
  let asked = 0;
  let id = 0;
  const start = (): Worker =>
    new Worker(path.join(root, "test/fuzz/oracle-worker.mjs"), {
      workerData: { milliseconds: MILLISECONDS, accesses: ACCESSES },
      resourceLimits: { maxOldGenerationSizeMb: 1500 },
      stdout: true,
      stderr: true,
    });
  const stop = async (): Promise<void> => {
    const old = worker;
    worker = null;
    asked = 0;
    await old?.terminate();
  };
  /** Null when the thread died or hung. */
  const attempt = (programs: readonly OracleTask[]): Promise<readonly OracleOutcome[] | null> =>
    new Promise((resolve) => {
      const thread = (worker ??= start());
      const own = ++id;
      const end = (outcomes: readonly OracleOutcome[] | null): void => {
        clearTimeout(timer);
        thread.removeAllListeners("message");
        thread.removeAllListeners("error");
        thread.removeAllListeners("exit");
        // A thread that is torn down later may still report; nobody asks.
        thread.on("error", () => undefined);
        resolve(outcomes);
      };
      const timer = setTimeout(() => end(null), 20_000 + programs.length * MILLISECONDS * 2);
      thread.on("message", (message: { id: number; outcomes: readonly OracleOutcome[] }) => {
        if (message.id === own) end(message.outcomes);
      });
      thread.on("error", () => end(null));
      thread.on("exit", () => end(null));
      thread.postMessage({ id: own, programs });
    });
  const now = async (programs: readonly OracleTask[]): Promise<readonly OracleOutcome[]> => {
    if (asked > PROGRAMS_PER_THREAD) await stop();
    asked += programs.length;
    const outcomes = await attempt(programs);
    if (outcomes !== null) return outcomes;
    await stop();
    if (programs.length === 1) return [{ violated: [], end: "the oracle's thread died", accesses: 0 }];
    const found: OracleOutcome[] = [];
    for (const program of programs) found.push(...(await now([program])));
    return found;
  };
  // One batch after the other, in the order of the calls.
  let tail: Promise<unknown> = Promise.resolve();
  const ask: Oracle["ask"] = (programs) => {
    if (programs.length === 0) return Promise.resolve([]);
    const answer = tail.then(() => now(programs));
    tail = answer.catch(() => undefined);
    return answer;
  };
  return { ask, close: stop };
}
