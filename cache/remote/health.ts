/**
 * When to stop asking. A remote that is dead, slow or refuses us must cost a bounded time in a run, so it is left alone for the rest of the
 * run when requests fail in a row, or when more time than a limit was lost with it.
 */

export interface HealthLimits {
  /** Failures without a success in between. */
  readonly failuresInARow: number;
  /** Milliseconds. */
  readonly lostMs: number;
}

export interface Health {
  readonly isReadable: boolean;
  readonly isWritable: boolean;
  answered(way: Way): void;
  /** No answer: there is no point in either way. */
  unreachable(way: Way, reason: string): void;
  /** An answer that refuses: reading says nothing about writing, and the other way round. */
  refused(way: Way, status: number): void;
  /** A `fetch` of `keys` keys took `ms`, and some requests of it failed or not. */
  spent(ms: number, keys: number, hasFailures: boolean): void;
  /** Why it was stopped: sentences for people. */
  readonly incidents: readonly string[];
}

export type Way = "read" | "write";

/** What a remote in order may take, which is not counted as lost: a round trip around the world, and some for each key. */
const ALLOWED_MS = 1000;
const ALLOWED_MS_PER_KEY = 20;

/** `name` is how messages call the remote; `onStop` is called when a way is stopped. */
export function createHealth(name: string, limits: HealthLimits, onStop: (way: Way) => void): Health {
  const failures = { read: 0, write: 0 };
  const stopped = { read: false, write: false };
  const incidents: string[] = [];
  let lost = 0;

  const stop = (ways: readonly Way[], incident: string): void => {
    const due = ways.filter((way) => !stopped[way]);
    if (due.length === 0) return;
    incidents.push(incident);
    for (const way of due) {
      stopped[way] = true;
      onStop(way);
    }
  };
  const failsOnceMore = (way: Way): boolean => {
    failures[way]++;
    return failures[way] >= limits.failuresInARow;
  };

  return {
    get isReadable() {
      return !stopped.read;
    },
    get isWritable() {
      return !stopped.write;
    },
    get incidents() {
      return incidents;
    },
    answered(way) {
      failures[way] = 0;
    },
    unreachable(way, reason) {
      if (failsOnceMore(way)) stop(["read", "write"], `${name} cannot be used: ${reason}; it is not asked again in this run`);
    },
    refused(way, status) {
      if (!failsOnceMore(way)) return;
      stop(
        [way],
        way === "read"
          ? `${name} answers with status ${status}${hintOf(status)}; it is not asked again in this run`
          : `${name} refuses uploads with status ${status}${hintOf(status)}; nothing more is uploaded in this run`,
      );
    },
    spent(ms, keys, hasFailures) {
      lost += hasFailures ? ms : Math.max(0, ms - ALLOWED_MS - ALLOWED_MS_PER_KEY * keys);
      if (lost > limits.lostMs) {
        stop(
          ["read", "write"],
          `${name} is slow: ${Math.round(lost / 1000)} s were lost waiting; it is not asked again in this run`,
        );
      }
    },
  };
}

function hintOf(status: number): string {
  return status === 401 || status === 403 ? " (are the token or the client certificate right?)" : "";
}
