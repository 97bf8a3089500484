/**
 * Command lines in a process that stays. A command of its own process spends two to three seconds of processor time on loading TypeScript,
 * its declarations and code that is not compiled yet; the second one here takes a tenth of that.
 */
import { startSyncThread, type SyncThread } from "../../../verifier/sync-port.js";
import type { Ran } from "../surety.js";

export interface CommandRequest {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  /** What the clock on the wall shows, milliseconds; absent: the time. */
  readonly clock?: number;
}

const HANGS_AFTER = 110_000;
const started = new Map<"host", SyncThread>();

/** Sleeps until the command has ended. */
export function runInHost(request: CommandRequest): Ran {
  const host = started.get("host") ?? startSyncThread(new URL("./relay.mjs", import.meta.url));
  started.set("host", host);
  host.send(request);
  const answer = host.receive(HANGS_AFTER)?.message as { readonly ran: Ran } | { readonly died: string } | undefined;
  if (answer !== undefined && "ran" in answer) return answer.ran;
  started.delete("host");
  host.terminate();
  const why = answer === undefined ? `takes more than ${HANGS_AFTER} ms` : `ends the process: ${answer.died}`;
  throw new Error(`surety ${request.args.join(" ")} ${why}`);
}
