/** Where the benches find and put things. Everything written goes below `out/bench`, which is git-ignored. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

export const benchFolder = dirname(dirname(fileURLToPath(import.meta.url)));
export const root = dirname(benchFolder);
export const stageFolder = join(root, "out", "bench");
export const resultsFolder = join(stageFolder, "results");
/** Another build of the tool can be measured by naming its `dist/cli/main.js` in SURETY_CLI. */
export const suretyCli = process.env.SURETY_CLI ?? join(root, "dist", "cli", "main.js");
export const tscCli = join(root, "node_modules", "typescript", "bin", "tsc");

/**
 * The folder of the cases of one kind: the repository's own copy, else the shared one beside the checkout.
 * @param {"provable" | "traps"} kind
 * @returns {string}
 */
export function casesFolder(kind) {
  const own = join(root, "test", "cases", kind);
  return existsSync(own) ? own : join(root, "..", "shared", "cases", kind);
}
