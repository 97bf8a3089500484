/** A folder for all temporary files of the tests: what one leaves behind, also when it is killed, goes when they end. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";

const PREFIX = "surety-tests-";

/** Called once for each project of vitest.config.ts, before any test process starts. */
export function setup(): (() => void) | undefined {
  if (path.basename(tmpdir()).startsWith(PREFIX)) return undefined;
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), PREFIX));
  process.env["TMPDIR"] = folder;
  return () => {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    } catch (error) {
      // A process that outlives the tests still writes there: no reason to fail.
      process.stderr.write(`${folder} stays: ${String(error)}\n`);
    }
  };
}
