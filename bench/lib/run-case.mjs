/**
 * Runs one compiled case: `node run-case.mjs <file>`. Prints `{ outcome: "returned" | "threw", value | error, recorded }`;
 * `recorded` is what guards told the monitoring channel, oldest first.
 * What it needs is taken before the case runs, since some cases patch intrinsics.
 */
import { writeSync } from "node:fs";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { events } from "@surety/runtime/monitor";

const stringify = JSON.stringify;
const say = (/** @type {object} */ outcome) => {
  const recorded = events().events.map(({ obligation, proved, location }) => ({
    obligation,
    proved,
    line: location.line,
    file: location.file,
  }));
  writeSync(1, stringify({ ...outcome, recorded }));
};
const inspectOptions = { depth: null, maxArrayLength: null, maxStringLength: null, sorted: true, breakLength: Infinity };

/** @param {unknown} error */
function describe(error) {
  if (!(error instanceof Error)) return { name: typeof error, message: inspect(error), stack: "", line: null };
  const line = /** @type {any} */ (error).location?.line ?? null;
  const name = error.name === "Error" ? error.constructor.name : error.name;
  return { name, message: error.message, stack: String(error.stack), line };
}

try {
  const module = await import(pathToFileURL(process.argv[2] ?? "").href);
  say({ outcome: "returned", value: inspect(await module.run(), inspectOptions) });
} catch (error) {
  say({ outcome: "threw", error: describe(error) });
}
process.exit(0);
