/**
 * Runs one compiled case: `node run-case.mjs <file>`. Prints `{ outcome: "returned" | "threw", value | error, recorded }`.
 * What it needs is taken before the case runs, since some cases patch intrinsics.
 */
import { writeSync } from "node:fs";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";

const stringify = JSON.stringify;
const say = (/** @type {unknown} */ outcome) => void writeSync(1, stringify(outcome));
const inspectOptions = { depth: null, maxArrayLength: null, maxStringLength: null, sorted: true, breakLength: Infinity };

/** @param {unknown} error */
function describe(error) {
  if (!(error instanceof Error)) return { name: typeof error, message: inspect(error), stack: "", fields: [] };
  const fields = Object.getOwnPropertyNames(error)
    .map((name) => /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (error))[name])
    .filter((value) => typeof value === "string");
  const name = error.name === "Error" ? error.constructor.name : error.name;
  return { name, message: error.message, stack: String(error.stack), fields };
}

try {
  const module = await import(pathToFileURL(process.argv[2] ?? "").href);
  say({ outcome: "returned", value: inspect(await module.run(), inspectOptions) });
} catch (error) {
  say({ outcome: "threw", error: describe(error) });
}
process.exit(0);
