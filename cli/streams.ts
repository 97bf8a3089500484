import type { Writable } from "node:stream";
import { isatty } from "node:tty";

/** What the commands print to. Nothing else in Surety prints. */
export interface Streams {
  /** Resolves when all of `text` has been handed to the system, or the reader has gone away. */
  readonly out: (text: string) => Promise<void>;
  readonly err: (text: string) => Promise<void>;
  /** Standard output is a terminal: source excerpts are shown. */
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  /** Columns of the terminal on standard error, or 80. */
  readonly errColumns: number;
}

function isClosedPipe(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED" || error.code === "ERR_STREAM_WRITE_AFTER_END";
}

/**
 * A writer that survives a reader that stops reading (`surety verify --json | head -1`): what is left is dropped, and the exit code
 * stays that of the verification. Any other failure to write is raised.
 */
function writer(stream: Writable): (text: string) => Promise<void> {
  let closed = false;
  stream.on("error", (error: unknown) => {
    // The callback of `write` reports the same error; a listener must be there all the same, or Node raises it as uncaught.
    if (isClosedPipe(error)) closed = true;
  });
  return (text) => {
    if (closed || text === "") return Promise.resolve();
    return new Promise((resolve, reject) => {
      stream.write(text, (error) => {
        if (error === null || error === undefined) resolve();
        else if (isClosedPipe(error)) {
          closed = true;
          resolve();
        } else reject(error);
      });
    });
  };
}

export function processStreams(): Streams {
  return {
    out: writer(process.stdout),
    err: writer(process.stderr),
    outIsTerminal: isatty(1),
    errIsTerminal: isatty(2),
    errColumns: isatty(2) ? process.stderr.columns : 80,
  };
}
