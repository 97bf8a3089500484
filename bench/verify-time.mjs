/**
 * `node bench/verify-time.mjs [--only name] [--boundary trusted] [--rounds 3] [--slowest 5]`
 * `surety verify --jobs 2` against `tsc --noEmit` on the staged packages, interleaved; then the functions that take longest.
 */
import process from "node:process";
import { join } from "node:path";
import { benchOptions, progressLine } from "./lib/command-line.mjs";
import { fixed, markdownTable } from "./lib/markdown.mjs";
import { root } from "./lib/paths.mjs";
import { slowestFunctions } from "./lib/slowest-functions.mjs";
import { stage } from "./lib/stage.mjs";
import { compareVerifyTime } from "./lib/verify-time.mjs";
import { loadWorkloads } from "./lib/workload.mjs";

const flags = benchOptions({
  only: { type: "string" },
  boundary: { type: "string", default: "checked" },
  rounds: { type: "string", default: "1" },
  slowest: { type: "string", default: "5" },
});
const rows = [];
const slow = [];
for (const { workload, id } of await loadWorkloads(flags.only)) {
  progressLine(workload.name);
  const staged = stage(`packages/${id}`, { sources: join(root, workload.packagePath), ...workload });
  const time = await compareVerifyTime(staged, Number(flags.rounds), ["--boundary", flags.boundary]);
  rows.push([
    workload.name,
    fixed(time.tsc.wall / 1000),
    fixed(time.surety.wall / 1000),
    fixed(time.wallRatio),
    fixed(time.tsc.cpu / 1000),
    fixed(time.surety.cpu / 1000),
    fixed(time.cpuRatio),
  ]);
  for (const one of (await slowestFunctions(staged, flags.boundary)).slice(0, Number(flags.slowest)))
    slow.push([workload.name, one.function, fixed(one.milliseconds, 0), one.left === 0 ? "" : String(one.left)]);
}
process.stdout.write(
  `${markdownTable(["package", "tsc wall s", "verify", "ratio", "tsc CPU s", "verify", "ratio"], rows)}\n\n` +
    `${markdownTable(["package", "function", "ms, first pass", "goals left for Z3"], slow)}\n`,
);
