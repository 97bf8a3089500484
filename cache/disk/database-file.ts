/**
 * Which file holds the database of a folder. Imports no database: the process that verifies names the file and never opens it.
 *
 * A database that is damaged gets a successor of the next number; no number comes twice. To replace it under its own name would let a
 * process open the new database under the old lock file, or the other way about, and two writers without a common lock destroy both.
 */
import { closeSync, mkdirSync, openSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";

/** Part of the file's name: another layout is another file. */
const LAYOUT = "v1";
const NAME = new RegExp(`^entries-${LAYOUT}-([1-9][0-9]{0,8})\\.mdb$`, "u");

/**
 * The newest database in `folder`, or its first one to be. Of a folder that cannot be listed too: who opens the file meets the same
 * failure and tells of it.
 */
export function databaseFile(folder: string): string {
  const listing = listingOf(folder);
  return fileOf(folder, listing.kind === "read" ? Math.max(1, ...listing.numbers) : 1);
}

/** Whether the folder has a database. Throws where that cannot be told. */
export function hasDatabase(folder: string): boolean {
  return numbersIn(folder).length > 0;
}

/**
 * What to use in the place of `damaged`: its successor, which this makes unless another process has. Older ones go: who still has one
 * open loses what it stores there. Throws when the folder cannot be written.
 */
export function successorOf(damaged: string): string {
  const folder = path.dirname(damaged);
  const newest = databaseFile(folder);
  if (newest !== damaged) return newest;
  const next = fileOf(folder, Number(NAME.exec(path.basename(damaged))?.[1] ?? 0) + 1);
  mkdirSync(folder, { recursive: true });
  closeSync(openSync(next, "a"));
  for (const number of numbersIn(folder)) {
    const file = fileOf(folder, number);
    if (file === next) continue;
    // Its lock file has the same name and `-lock`. A folder of that name is nothing of ours.
    for (const name of [file, `${file}-lock`]) removeFile(name);
  }
  return next;
}

const fileOf = (folder: string, number: number): string => path.join(folder, `entries-${LAYOUT}-${String(number)}.mdb`);

type NumbersListed =
  { readonly kind: "read"; readonly numbers: readonly number[] } | { readonly kind: "failed"; readonly error: unknown };

function listingOf(folder: string): NumbersListed {
  try {
    const numbers = readdirSync(folder).flatMap((name) => {
      const number = NAME.exec(name)?.[1];
      return number === undefined ? [] : [Number(number)];
    });
    return { kind: "read", numbers };
  } catch (error) {
    return hasCode(error, "ENOENT") ? { kind: "read", numbers: [] } : { kind: "failed", error };
  }
}

function numbersIn(folder: string): readonly number[] {
  const listing = listingOf(folder);
  if (listing.kind === "failed") throw listing.error;
  return listing.numbers;
}

function removeFile(name: string): void {
  try {
    rmSync(name, { force: true });
  } catch (error) {
    if (!hasCode(error, "ERR_FS_EISDIR")) throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
