import type { ExitCode } from "./exit-code.js";
import type { Streams } from "./streams.js";

/** What a command is given of the world it runs in. */
export interface CommandContext {
  readonly streams: Streams;
  /** Absolute; paths are read and printed relative to it. */
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds. Used for progress and `--stats` only, never for a verdict. */
  readonly now: () => number;
  /** Milliseconds since 1970: for what expires, and for records. */
  readonly wallClock: () => number;
  /** The process ends with this command: nothing has to be kept for another one. */
  readonly endsProcess: boolean;
  readonly setExitCode: (code: ExitCode) => void;
}
