/**
 * One process at a time appends. On Linux that is a name which the system takes back with the process, so nothing is left by a `kill -9`
 * (cache/disk/turns.ts). Elsewhere it is a lock file that names its holder, and whose holder is gone when no process has that number.
 */
import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { inTurn as inTurnByName } from "../cache/disk/turns.js";

const RETRY_MILLISECONDS = 5;

/** Acts when no other process acts under the same name. `lockFile` stands beside what is written. */
export async function inTurn<T>(lockFile: string, act: () => T): Promise<T> {
  if (process.platform === "linux") return inTurnByName(lockFile, act);
  while (!take(lockFile)) {
    if (isAbandoned(lockFile)) rmSync(lockFile, { force: true });
    await setTimeout(RETRY_MILLISECONDS * (0.5 + Math.random()));
  }
  try {
    return act();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

function take(lockFile: string): boolean {
  try {
    const descriptor = openSync(lockFile, "wx");
    writeSync(descriptor, String(process.pid));
    closeSync(descriptor);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function isAbandoned(lockFile: string): boolean {
  try {
    const holder = Number(readFileSync(lockFile, "utf8"));
    if (holder === 0 || Number.isNaN(holder)) return false;
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}
