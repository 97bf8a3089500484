import { join } from "node:path";
import { runNode } from "./child.mjs";
import { benchFolder } from "./paths.mjs";

const runScript = join(benchFolder, "lib", "run-case.mjs");

/**
 * @typedef {object} ThrownError
 * @property {string} name
 * @property {string} message
 * @property {string} stack mapped to the TypeScript source
 * @property {readonly string[]} fields its own properties that are strings
 */

/**
 * @typedef {{ outcome: "returned", value: string } | { outcome: "threw", error: ThrownError } | { outcome: "crashed", message: string }} CaseOutcome
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
 * The source line an error comes from: the obligation it names, else the innermost frame in the case's source.
 * @param {ThrownError} error
 * @param {string} file the case's path as reports name it
 * @param {readonly import("../../core/report.ts").ReportedObligation[]} obligations
 * @returns {number | null}
 */
export function lineOf(error, file, obligations) {
  const named = obligations.find((one) => one.file === file && (error.fields.includes(one.id) || error.message.includes(one.id)));
  if (named !== undefined) return named.line;
  const frame = error.stack.split("\n").find((line) => /^\s+at /.test(line) && line.includes(file));
  const position = frame?.match(/:(\d+):\d+\)?$/);
  return position?.[1] === undefined ? null : Number(position[1]);
}
