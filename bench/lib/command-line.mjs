import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { resultsFolder } from "./paths.mjs";

/**
 * Reads a bench's options; a wrong one ends the process with 2 and says which there are.
 * @template {Record<string, { type: "boolean" | "string", default?: boolean | string }>} T
 * @param {T} options
 * @returns {{ [K in keyof T]: T[K]["type"] extends "boolean" ? boolean : string | undefined }}
 */
export function benchOptions(options) {
  try {
    return /** @type {any} */ (parseArgs({ options, strict: true }).values);
  } catch (error) {
    process.stderr.write(
      `${error instanceof Error ? error.message : String(error)}\noptions: ${Object.keys(options)
        .map((name) => `--${name}`)
        .join(" ")}\n`,
    );
    process.exit(2);
  }
}

/** @param {string} line shown on standard error, so that standard output stays the result */
export function progressLine(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Prints the result and keeps it in `out/bench/results/<name>.json` and `.md`.
 * @param {string} name @param {{ json: unknown, markdown: string, asJson: boolean }} result
 */
export function publish(name, result) {
  const text = `${JSON.stringify(result.json, null, 2)}\n`;
  mkdirSync(resultsFolder, { recursive: true });
  writeFileSync(join(resultsFolder, `${name}.json`), text);
  writeFileSync(join(resultsFolder, `${name}.md`), `${result.markdown}\n`);
  process.stdout.write(result.asJson ? text : `${result.markdown}\n`);
}
