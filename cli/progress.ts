import type { Streams } from "./streams.js";

/** Runs that end sooner show nothing. */
const QUIET_MILLISECONDS = 2000;
const REDRAW_MILLISECONDS = 100;

export interface Progress {
  /** `total` may grow while the program is read. */
  readonly report: (done: number, total: number) => void;
  /** Wipes the line. Must be called before anything else is printed. */
  readonly end: () => Promise<void>;
}

/** One line on standard error, redrawn in place; nothing at all when that is not a terminal. */
export function createProgress(streams: Streams, now: () => number): Progress {
  const started = now();
  let drawnAt = -Infinity;
  let drawn = false;
  return {
    report: (done, total) => {
      if (!streams.errIsTerminal) return;
      const at = now();
      if (at - started < QUIET_MILLISECONDS || at - drawnAt < REDRAW_MILLISECONDS) return;
      drawnAt = at;
      drawn = true;
      const text = `verifying ${String(done)} of ${String(total)} functions`.slice(0, Math.max(1, streams.errColumns - 1));
      void streams.err(`\r\u001b[K${text}`);
    },
    end: () => (drawn ? streams.err("\r\u001b[K") : Promise.resolve()),
  };
}
