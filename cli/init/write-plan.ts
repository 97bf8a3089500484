/** Writes what a plan says, each file whole or not at all. */
import { renameSync, writeFileSync } from "node:fs";
import type { PlannedFile } from "../../compiler/init/plan-init.js";
import { failureReason } from "../../compiler/program/failure-reason.js";
import { ConfigError } from "../../core/errors.js";

/** Throws ConfigError for a file that cannot be written; those before it are written. */
export function writePlan(files: readonly PlannedFile[]): void {
  for (const { file, after, status } of files) {
    if (status !== "write") continue;
    const temporary = `${file}.surety-${String(process.pid)}`;
    try {
      writeFileSync(temporary, after);
      renameSync(temporary, file);
    } catch (error) {
      throw new ConfigError(`\`${file}\` cannot be written: ${failureReason(error)}`);
    }
  }
}
