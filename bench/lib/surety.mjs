import { existsSync } from "node:fs";
import { runNode } from "./child.mjs";
import { suretyCli } from "./paths.mjs";

/** @returns {boolean} whether the command line has been built */
export function suretyExists() {
  return existsSync(suretyCli);
}

/**
 * Runs a surety command that prints a JSON report.
 * @param {readonly string[]} args without `--json`, which is added
 * @param {{ cwd: string, timeoutMilliseconds?: number }} options reported paths are relative to `cwd`
 * @returns {Promise<{ report: import("../../core/report.ts").Report & { run?: object }, child: import("./child.mjs").ChildRun }>}
 * @throws Error when the command ends with 2 (usage, configuration, internal error) or prints no report; exit code 1 is a verdict
 */
export async function surety(args, options) {
  const [command, ...rest] = args;
  // Nobody answers for packages of others: the command line covers them.
  const child = await runNode([suretyCli, command, "--safety", "memory=checked", ...rest, "--json"], options);
  if (child.code !== 0 && child.code !== 1) {
    throw new Error(`surety ${args.join(" ")}: exit ${child.code ?? child.signal}\n${child.stderr.slice(0, 4000)}`);
  }
  try {
    return { report: JSON.parse(child.stdout), child };
  } catch {
    throw new Error(
      `surety ${args.join(" ")}: no JSON on standard output\n${child.stdout.slice(0, 500)}\n${child.stderr.slice(0, 2000)}`,
    );
  }
}
