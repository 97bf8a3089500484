/**
 * The oracle as a process of its own, with a limit for what hangs: a built-in method at work on an array of 2^31 places can be interrupted by
 * nothing else. It shares nothing with the project.
 */
import { fork, type ChildProcess } from "node:child_process";
import path from "node:path";

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
  readonly close: () => void;
}

/** Limits of one program: virtual-machine time, only to kill, and accesses. */
const MILLISECONDS = 1000;
const ACCESSES = 20_000;
/** A process is replaced after so many programs: realms are never quite free. */
const PROGRAMS_PER_PROCESS = 2000;

/** `root` is the folder of the repository. */
export function createOracle(root: string): Oracle {
  let child: ChildProcess | null = null;
  let asked = 0;
  let id = 0;
  const start = (): ChildProcess =>
    fork(path.join(root, "test/fuzz/oracle-worker.mjs"), [String(MILLISECONDS), String(ACCESSES)], {
      execArgv: ["--max-old-space-size=1500"],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
  const stop = (): void => {
    child?.kill("SIGKILL");
    child = null;
    asked = 0;
  };
  /** Null when the process died or hung. */
  const attempt = (programs: readonly OracleTask[]): Promise<readonly OracleOutcome[] | null> =>
    new Promise((resolve) => {
      const running = (child ??= start());
      const own = ++id;
      const end = (outcomes: readonly OracleOutcome[] | null): void => {
        clearTimeout(timer);
        running.removeAllListeners("message");
        running.removeAllListeners("error");
        running.removeAllListeners("exit");
        // One that is killed later may still report; nobody asks.
        running.on("error", () => undefined);
        resolve(outcomes);
      };
      const timer = setTimeout(() => end(null), 20_000 + programs.length * MILLISECONDS * 2);
      running.on("message", (message: { id: number; outcomes: readonly OracleOutcome[] }) => {
        if (message.id === own) end(message.outcomes);
      });
      running.on("error", () => end(null));
      running.on("exit", () => end(null));
      running.send({ id: own, programs });
    });
  const now = async (programs: readonly OracleTask[]): Promise<readonly OracleOutcome[]> => {
    if (asked > PROGRAMS_PER_PROCESS) stop();
    asked += programs.length;
    const outcomes = await attempt(programs);
    if (outcomes !== null) return outcomes;
    stop();
    if (programs.length === 1) return [{ violated: [], end: "the oracle's process died", accesses: 0 }];
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
