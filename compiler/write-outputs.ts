/** Writes what a build emits. A file is there whole or not at all, whatever happens in between. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ConfigError } from "../core/errors.js";
import { failureReason } from "./program/failure-reason.js";

export interface OutputFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ["ENOSPC", "no space is left on the device"],
  ["EDQUOT", "the disk quota is used up"],
  ["EROFS", "the file system is read-only"],
  ["ENOTDIR", "a file stands where a folder is needed"],
  ["EEXIST", "a file stands where a folder is needed"],
]);

/**
 * Writes each file under a temporary name beside its place and renames it. Throws ConfigError, which names the file, when one cannot
 * be written; those before it are whole.
 */
export function writeOutputs(outputs: readonly OutputFile[]): void {
  for (const output of outputs) writeOutput(output);
}

function writeOutput({ path: file, text }: OutputFile): void {
  const temporary = `${file}.${String(process.pid)}.tmp`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
  } catch (error) {
    throw new ConfigError(`cannot write \`${file}\`: ${reasonOf(error)}`);
  }
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch (error) {
    const failure = new ConfigError(`cannot write \`${file}\`: ${reasonOf(error)}`);
    removeLeftover(temporary, failure);
    throw failure;
  }
}

function reasonOf(error: unknown): string {
  const reason = failureReason(error);
  return REASONS.get(reason) ?? reason;
}

/** The first failure is the one to tell; that the leftover stays is only worth a mention in it. */
function removeLeftover(temporary: string, failure: ConfigError): void {
  try {
    rmSync(temporary, { force: true });
  } catch (error) {
    failure.message += ` (and \`${temporary}\` cannot be removed: ${reasonOf(error)})`;
  }
}
