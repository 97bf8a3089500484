/**
 * `node bench/packages.mjs [--only name] [--quick] [--json] [--control] [--unguarded-only]`
 * Builds eight real packages guarded and unguarded, compares their results, run time, size, and the time to verify with tsc's.
 */
import { cpus } from "node:os";
import process from "node:process";
import { benchOptions, progressLine, publish } from "./lib/command-line.mjs";
import { fixed, histogram, markdownTable, percent } from "./lib/markdown.mjs";
import { benchPackage } from "./lib/package-bench.mjs";
import { geometricMean } from "./lib/statistics.mjs";
import { suretyExists } from "./lib/surety.mjs";
import { loadWorkloads } from "./lib/workload.mjs";

const flags = benchOptions({
  only: { type: "string" },
  pairs: { type: "string" },
  quick: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  control: { type: "boolean", default: false },
  "unguarded-only": { type: "boolean", default: false },
});
const unguardedOnly = flags["unguarded-only"] || !suretyExists();
if (unguardedOnly && !flags["unguarded-only"])
  progressLine("dist/cli/main.js does not exist (npx tsc -b): unguarded builds only");

const options = {
  pairs: Number(flags.pairs ?? (flags.quick ? 3 : 11)),
  warmUp: flags.quick ? 2 : 4,
  measured: flags.quick ? 3 : 7,
  verifyRounds: flags.quick ? 1 : 3,
  unguardedOnly,
  control: flags.control,
};
/** @type {Record<string, any>[]} */
const rows = [];
for (const entry of await loadWorkloads(flags.only))
  rows.push(await benchPackage(entry, options, (step) => progressLine(`${entry.workload.name}: ${step}`)));

const environment = {
  node: process.version,
  v8: process.versions.v8,
  cpu: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  options,
};
publish(flags.quick || flags.only ? "packages-partial" : "packages", {
  json: { environment, rows },
  markdown: unguardedOnly ? unguardedTable() : guardedTables(),
  asJson: flags.json,
});
if (rows.some((row) => row.failure !== null)) process.exitCode = 1;

function failures() {
  return rows
    .filter((row) => row.failure !== null)
    .map((row) => `\n**${row.package} failed**\n\n    ${String(row.failure).slice(0, 1500).replaceAll("\n", "\n    ")}\n`);
}

function unguardedTable() {
  const table = markdownTable(
    ["package", "CPU ms per run", "minified bytes", "type errors"],
    rows.map((row) => [
      `${row.package} ${row.version}`,
      fixed(row.unguardedMilliseconds, 0),
      String(row.minified ?? "–"),
      String(row.typeErrors ?? "–"),
    ]),
  );
  return [table, ...failures()].join("\n");
}

function guardedTables() {
  const done = rows.filter((row) => row.ratio !== undefined);
  const run = markdownTable(
    [
      "package",
      "sites",
      "proved, checked",
      "proved, trusted",
      "by a selector, checked",
      "trusted",
      "run time",
      "quartiles",
      "minified",
      "verify/tsc CPU",
      "wall",
      "same result",
    ],
    rows.map((row) => [
      `${row.package} ${row.version}`,
      String(row.sites ?? "–"),
      row.proved?.checked === undefined ? "–" : percent(row.proved.checked, row.sites),
      row.proved?.trusted === undefined ? "–" : percent(row.proved.trusted, row.sites),
      row.hoisted?.checked === undefined ? "–" : percent(row.hoisted.checked, row.sites),
      row.hoisted?.trusted === undefined ? "–" : percent(row.hoisted.trusted, row.sites),
      fixed(row.ratio, 3),
      row.ratioSpread ? row.ratioSpread.map((/** @type {number} */ one) => fixed(one, 3)).join("–") : "–",
      row.size ? `${fixed(row.size.growth)}× of ${row.size.before.minified}` : "–",
      fixed(row.verifyTime?.cpuRatio),
      fixed(row.verifyTime?.wallRatio),
      row.failure !== null ? "FAILED" : row.violations === "report" ? "yes (report mode)" : "yes",
    ]),
  );
  const forms = markdownTable(
    ["package", "guard forms", "proved by tier", "functions", "unsupported"],
    rows.map((row) => [
      row.package,
      histogram(row.guards),
      histogram(row.tiers),
      String(row.functions ?? "–"),
      `${row.unsupportedFunctions ?? "–"} (${histogram(row.unsupported)})`,
    ]),
  );
  const leaving = rows.flatMap((row) =>
    Object.entries(row.leavesRange ?? {}).map(([place, count]) => [row.package, place.replace("src/", ""), String(count)]),
  );
  const left =
    leaving.length === 0
      ? ""
      : `\nAccesses out of range in the workloads (report mode):\n\n${markdownTable(["package", "place", "times"], leaving)}`;
  const ratios = done.map((row) => row.ratio);
  const sum = `Run time guarded/unguarded: geometric mean ${fixed(geometricMean(ratios), 3)}, worst ${fixed(Math.max(...ratios), 3)}; size ${fixed(geometricMean(done.map((row) => row.size.growth)))}×.`;
  const control = options.control
    ? markdownTable(
        ["package", "unguarded/unguarded", "quartiles"],
        done.map((row) => [
          row.package,
          fixed(row.control?.ratio, 3),
          (row.control?.spread ?? []).map((/** @type {number} */ one) => fixed(one, 3)).join("–"),
        ]),
      )
    : "";
  const how = `${environment.cpu}, ${environment.cores} cores, Node ${environment.node} (V8 ${environment.v8}); processor time, --single-threaded, ${options.pairs} interleaved pairs of processes, median of the pairs' ratios.`;
  return [run, "", sum, "", how, "", forms, left, control && `\n${control}`, ...failures()].join("\n");
}
