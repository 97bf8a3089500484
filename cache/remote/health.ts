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

export type Way = "read" | "write";

export interface Health {
  readonly isReadable: boolean;
  readonly isWritable: boolean;
  answered(way: Way): void;
  /** No answer. `reason` is for people. */
  unreachable(way: Way, reason: string): void;
  /** An answer that refuses: what cannot be written may still be read, and the other way round. */
  refused(way: Way, status: number): void;
  /** A `fetch` of `keys` keys took `ms`. */
  spent(ms: number, keys: number, hasFailures: boolean): void;
  /** Why it was stopped: at most one sentence for each way. */
  readonly incidents: readonly string[];
}

/** What a remote in order may take, which is not counted as lost: a second, and some for each key. */
const ALLOWED_MS = 1000;
const ALLOWED_MS_PER_KEY = 20;

/** `name` is how messages call the remote; `onStop` is called once for each way that is stopped. */
export function createHealth(name: string, limits: HealthLimits, onStop: (way: Way) => void): Health {
  const failures = { read: 0, write: 0 };
  /** The incident of each way that is stopped. */
  const stopped = new Map<Way, string>();
  let lost = 0;

  const stop = (way: Way, incident: string): void => {
    if (stopped.has(way)) return;
    stopped.set(way, incident);
    onStop(way);
  };
  /** From what nobody can read nobody needs to write to; one sentence says both. */
  const stopBoth = (incident: string): void => {
    stop("read", incident);
    stop("write", incident);
    stopped.set("write", incident);
  };
  const failsOnceTooOften = (way: Way): boolean => {
    failures[way]++;
    return failures[way] >= limits.failuresInARow && !stopped.has(way);
  };

  return {
    get isReadable() {
      return !stopped.has("read");
    },
    get isWritable() {
      return !stopped.has("write");
    },
    get incidents() {
      return [...new Set(stopped.values())];
    },
    answered(way) {
      failures[way] = 0;
    },
    unreachable(way, reason) {
      if (!failsOnceTooOften(way)) return;
      if (way === "read") stopBoth(`${name} cannot be used: ${reason}; it is not asked again in this run`);
      // A server that does not want an upload may cut it off before it says so.
      else stop("write", `${name} takes no uploads: ${reason}; nothing more is uploaded in this run`);
    },
    refused(way, status) {
      if (!failsOnceTooOften(way)) return;
      const hint = status === 401 || status === 403 ? " (are the token or the client certificate right?)" : "";
      if (way === "read") stop("read", `${name} answers with status ${status}${hint}; it is not asked again in this run`);
      else stop("write", `${name} refuses uploads with status ${status}${hint}; nothing more is uploaded in this run`);
    },
    spent(ms, keys, hasFailures) {
      lost += hasFailures ? ms : Math.max(0, ms - ALLOWED_MS - ALLOWED_MS_PER_KEY * keys);
      if (lost <= limits.lostMs || stopped.has("read")) return;
      stopBoth(`${name} is slow: ${Math.round(lost / 1000)} s were lost waiting; it is not asked again in this run`);
    },
  };
}
