import { join } from "node:path";
import { runNode } from "./child.mjs";
import { benchFolder } from "./paths.mjs";

const runScript = join(benchFolder, "lib", "run-case.mjs");

/**
 * @typedef {object} ThrownError
 * @property {string} name
 * @property {string} message
 * @property {string} stack mapped to the TypeScript source
 * @property {number | null} line of the location a violation names
 */

/**
 * @typedef {object} Recorded what a guard told the monitoring channel
 * @property {string} obligation
 * @property {boolean} proved whether the failing guard was proved to pass
 * @property {string} file
 * @property {number} line
 */

/**
 * @typedef {{ outcome: "returned", value: string, recorded: readonly Recorded[] }
 *   | { outcome: "threw", error: ThrownError, recorded: readonly Recorded[] }
 *   | { outcome: "crashed", message: string }} CaseOutcome
 * `value` is `util.inspect` of what `run()` gave
 */

/**
 * Runs a compiled case in a fresh process, for at most 20 seconds.
 * @param {string} file absolute path of the compiled module
 * @returns {Promise<CaseOutcome>}
 */
export async function runCase(file) {
  const child = await runNode(["--enable-source-maps", runScript, file], { timeoutMilliseconds: 20_000 });
  try {
    return JSON.parse(child.stdout);
  } catch {
    return { outcome: "crashed", message: `${child.signal ?? `exit ${child.code}`}: ${child.stderr.slice(0, 800)}` };
  }
}

/**
 * The source line an error comes from: the location a violation names, else the innermost frame in the case's source.
 * @param {ThrownError} error
 * @param {string} file the case's path as reports name it
 * @returns {number | null}
 */
export function lineOf(error, file) {
  if (error.line !== null) return error.line;
  const frame = error.stack.split("\n").find((line) => /^\s+at /.test(line) && line.includes(file));
  const position = frame?.match(/:(\d+):\d+\)?$/);
  return position?.[1] === undefined ? null : Number(position[1]);
}
