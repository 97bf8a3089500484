/** Questions to the process that holds the database, over its channel. A process that dies or hangs answers nothing more. */
import { fork, type ChildProcess } from "node:child_process";
import type { DatabaseOptions, DiskAnswer, DiskRequest } from "./messages.js";

/** The process always runs compiled JavaScript (see verifier/worker-file.ts). */
function serverFile(): URL {
  const here = import.meta.url;
  return here.endsWith(".ts") ? new URL("../../dist/cache/disk/server.js", here) : new URL("./server.js", here);
}

export type Loss =
  /** It crashed: what it reads is damaged. */
  | { readonly kind: "damaged"; readonly message: string }
  /** It says nothing: what it reads is damaged, or the machine slept, or the disk does. */
  | { readonly kind: "stuck"; readonly message: string }
  | { readonly kind: "lost"; readonly message: string };

type WithoutId<T> = T extends unknown ? Omit<T, "id"> : never;
export type DiskQuestion = WithoutId<DiskRequest>;

export interface Connection {
  /** Null when the process is gone or says nothing in time: then `loss` tells why. Null too after `close`. */
  ask(question: DiskQuestion): Promise<DiskAnswer | null>;
  readonly loss: Loss | null;
  /** The process closes its database and ends; resolves when it has, or was killed for not doing so. */
  close(): Promise<void>;
}

export interface ConnectionSettings {
  readonly server: URL;
  /** Milliseconds. Only to end what hangs: a database answers in milliseconds. */
  readonly answerLimit: number;
}

const SETTINGS: ConnectionSettings = { server: serverFile(), answerLimit: 20_000 };
const CRASHES: ReadonlySet<unknown> = new Set(["SIGSEGV", "SIGBUS", "SIGABRT", "SIGILL", "SIGFPE", "SIGTRAP"]);

export function connect({ file, maxBytes }: DatabaseOptions, { server, answerLimit } = SETTINGS): Connection {
  const child = fork(server, [file, String(maxBytes)], {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    execArgv: [],
  });
  const pending = new Map<number, (answer: DiskAnswer | null) => void>();
  const state: { loss: Loss | null; next: number; closed: boolean } = { loss: null, next: 0, closed: false };
  const lose = (loss: Loss): void => {
    state.loss ??= loss;
    for (const resolve of pending.values()) resolve(null);
    pending.clear();
    settle(child);
  };
  child.on("message", (message) => {
    const answer = message as DiskAnswer;
    pending.get(answer.id)?.(answer);
    pending.delete(answer.id);
    settle(child);
  });
  child.on("error", (error) => {
    lose({ kind: "lost", message: error.message });
  });
  const gone = new Promise<void>((resolve) => {
    child.on("exit", (code, signal) => {
      const message = signal === null ? `its process ended with ${String(code)}` : `its process was ended by ${signal}`;
      lose({ kind: CRASHES.has(signal) ? "damaged" : "lost", message });
      resolve();
    });
    child.on("error", () => {
      resolve();
    });
  });
  /** Nobody waits: then neither does this process for that one. */
  const settle = (process: ChildProcess): void => {
    if (pending.size > 0) return;
    process.unref();
    process.channel?.unref();
  };
  settle(child);
  return {
    ask: (question) => {
      if (state.loss !== null || state.closed) return Promise.resolve(null);
      const id = state.next++;
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          lose({ kind: "stuck", message: `it did not answer for ${String(answerLimit / 1000)} s` });
          child.kill("SIGKILL");
        }, answerLimit);
        pending.set(id, (answer) => {
          clearTimeout(timer);
          resolve(answer);
        });
        child.ref();
        child.channel?.ref();
        // When that fails the process is about to end: its exit says why, and the timer is there if it does not.
        child.send({ ...question, id }, () => undefined);
      });
    },
    get loss() {
      return state.loss;
    },
    close: async () => {
      state.closed = true;
      if (!child.connected) return;
      child.ref();
      const timer = setTimeout(() => child.kill("SIGKILL"), answerLimit);
      child.disconnect();
      await gone;
      clearTimeout(timer);
    },
  };
}
