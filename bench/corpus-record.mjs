/**
 * What it costs to record a report of the linter. Usage: node bench/corpus-record.mjs [<reports>=2000]
 * Reports with functions of twenty lines, to a new file: microseconds of processor time for each that is kept, for each that is kept already,
 * and for each fix. The code around a report is found by the linter, and is not in it.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createRecorder, RECORDS_FILE } from "../dist/corpus/record/recorder.js";

const COUNT = Number(process.argv[2] ?? 2000);
const folder = mkdtempSync(path.join(tmpdir(), "surety-corpus-bench-"));
const recorder = createRecorder({ folder, version: "0.0.0" });

const code = (n) =>
  `export function sum${n}(xs: readonly number[], n: number): number {\n${"  total += weights[(n + i) % 8] * xs[i]; // as measured\n".repeat(18)}}\n`;
const pair = (n) => ({
  obligation: String(n).padStart(16, "0"),
  kind: "bounds.read",
  text: "xs[i]",
  symbol: `sum${n}`,
  span: { start: 80, end: 85 },
  why: "nothing is known of the length of `xs`",
  witness: null,
  suggestions: [{ kind: "insertTest", condition: "i < xs.length" }],
});
const file = (n) => `src/m${n % 50}.ts`;

function measured(what, run) {
  const before = process.cpuUsage();
  for (let n = 0; n < COUNT; n++) run(n);
  const { user, system } = process.cpuUsage(before);
  console.log(`${what}: ${((user + system) / COUNT).toFixed(0)} µs each`);
}

const report = (n) => recorder.report(pair(n), { rule: "no-unproved", file: file(n), code: code(n) });
measured("reports that are kept", report);
measured("reports that are kept already", report);
const open = new Map(
  Array.from({ length: 50 }, (_, n) => recorder.open(file(n))).flatMap((all) => all.map((one) => [one.symbol, one])),
);
measured("fixes", (n) => recorder.fix(open.get(`sum${n}`), `${code(n)}// fixed\n`, "proved"));
if (recorder.failure !== null) throw new Error(recorder.failure);
console.log(`${(statSync(path.join(folder, RECORDS_FILE)).size / 2 ** 20).toFixed(1)} MB`);
rmSync(folder, { recursive: true });
