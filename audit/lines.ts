/** Lines of a file, in memory that does not grow with it. */
import { closeSync, openSync, readSync } from "node:fs";

const CHUNK = 1 << 20;
const LINE_FEED = 10;

export interface FileLine {
  readonly text: string;
  /** False for what stands behind the last line feed. */
  readonly ended: boolean;
}

/** Throws what the system says when the file cannot be read. */
export function* linesOfFile(file: string): Generator<FileLine> {
  const descriptor = openSync(file, "r");
  try {
    const chunk = Buffer.allocUnsafe(CHUNK);
    let rest: Buffer = Buffer.alloc(0);
    for (let read = readSync(descriptor, chunk); read > 0; read = readSync(descriptor, chunk)) {
      const data = rest.length === 0 ? chunk.subarray(0, read) : Buffer.concat([rest, chunk.subarray(0, read)]);
      let from = 0;
      for (let end = data.indexOf(LINE_FEED); end !== -1; end = data.indexOf(LINE_FEED, from)) {
        yield { text: data.toString("utf8", from, end), ended: true };
        from = end + 1;
      }
      rest = Buffer.from(data.subarray(from));
    }
    if (rest.length > 0) yield { text: rest.toString("utf8"), ended: false };
  } finally {
    closeSync(descriptor);
  }
}
