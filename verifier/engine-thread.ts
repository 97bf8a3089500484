/**
 * Z3 in a thread of its own, for a thread that cannot wait for a promise. What the thread says is text that the solver's port reads as it
 * reads any engine's (solver/smt-session.ts); a thread that is silent for too long is ended, and the engine is dead.
 */
import type { SmtEngine } from "../solver/smt-session.js";
import { startSyncThread, type SyncThread } from "./sync-port.js";

/** One context at a time. */
export type EngineRequest =
  { readonly kind: "open" } | { readonly kind: "evaluate"; readonly text: string } | { readonly kind: "close" };

export type EngineReply =
  { readonly kind: "output"; readonly text: string } | { readonly kind: "crashed"; readonly message: string };

export interface EngineThread extends SmtEngine {
  end(): void;
}

/** The thread starts with the first request. `limit`: milliseconds for one. */
export function engineThread(file: URL, limit: number): EngineThread {
  const own: { thread: SyncThread | null } = { thread: null };
  const end = (): void => {
    own.thread?.terminate();
    own.thread = null;
  };
  const ask = (request: EngineRequest): string => {
    own.thread ??= startSyncThread(file);
    own.thread.send(request);
    const received = own.thread.receive(limit);
    const text = received === null ? null : outputOf(received.message);
    if (text !== null) return text;
    end();
    throw new Error(received === null ? `no answer in ${String(limit / 1000)} s` : messageOf(received.message));
  };
  return {
    open: () => {
      ask({ kind: "open" });
      return {
        evaluate: (text) => ask({ kind: "evaluate", text }),
        close: () => {
          ask({ kind: "close" });
        },
      };
    },
    end,
  };
}

const fieldOf = (message: unknown, name: string): unknown =>
  typeof message === "object" && message !== null && name in message ? (message as Record<string, unknown>)[name] : undefined;

function outputOf(message: unknown): string | null {
  const text = fieldOf(message, "text");
  return fieldOf(message, "kind") === "output" && typeof text === "string" ? text : null;
}

function messageOf(message: unknown): string {
  const told = fieldOf(message, "message");
  return typeof told === "string" ? told : "the thread of the solver sends garbage";
}
