/**
 * `npm run demo`: verifies and builds fast-png, a real package that is a dev dependency and ships its TypeScript, runs the guarded build on
 * images from an independent encoder, and shows what was proved, what is guarded and how, and one bug that only the guarded build stops.
 */
import { readFileSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { createColors } from "picocolors";
import { bundle } from "./lib/bundle.mjs";
import { countBy, figuresOf } from "./lib/figures.mjs";
import { histogram, markdownTable, percent } from "./lib/markdown.mjs";
import { root, stageFolder } from "./lib/paths.mjs";
import { stage } from "./lib/stage.mjs";
import { surety, suretyExists } from "./lib/surety.mjs";
import { buildUnguarded } from "./lib/unguarded-build.mjs";
import { workload } from "./workloads/fast-png.mjs";

const colors = createColors(process.stdout.isTTY && process.env.NO_COLOR === undefined);
const say = (line = "") => void process.stdout.write(`${line}\n`);
const seconds = (/** @type {number} */ since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

if (!suretyExists()) {
  say("dist/cli/main.js is not there yet: `npm ci` builds it (or `npx tsc -b`)");
  process.exit(2);
}
const folder = join(stageFolder, "demo");
rmSync(folder, { recursive: true, force: true });
const { version } = JSON.parse(readFileSync(join(root, workload.packagePath, "..", "package.json"), "utf8"));

say(colors.bold(`1. surety build ${workload.packagePath} --outDir ${relative(root, folder)}/guarded --mode production`));
say(`   fast-png ${version}, as it comes from npm; no annotation, no change.`);
const buildStart = performance.now();
const { report } = await surety(["build", workload.packagePath, "--outDir", join(folder, "guarded"), "--mode", "production"], {
  cwd: root,
});
const figures = figuresOf(report);
say(
  `   ${figures.files} files, ${figures.functions} functions, ${figures.obligations} bounds obligations in ${seconds(buildStart)}\n`,
);
say(verdictTable());
say(`\n   proved by tier: ${histogram(figures.tiers)} (0 dominating test, 1 abstract facts, 2 linear closure, 3 Z3)`);
sayExamples();

say(colors.bold("\n2. The guarded build runs"));
const staged = stage("demo/plain", { sources: join(root, workload.packagePath), compilerOptions: workload.compilerOptions });
const plainBundle = await bundle({
  outDir: buildUnguarded(staged).outDir,
  entries: ["index"],
  file: join(folder, "unguarded.mjs"),
});
const guardedBundle = await bundle({
  outDir: dirname(shallowest(join(folder, "guarded"), "index.js")),
  entries: ["index"],
  file: join(folder, "guarded.mjs"),
});
const plain = await import(pathToFileURL(plainBundle).href);
const plainDigests = JSON.stringify(workload.run(plain, workload.prepare()));
const damaged = {
  width: 2,
  height: 1,
  channels: 1,
  depth: /** @type {const} */ (8),
  data: new Uint8Array([0, 1]),
  palette: [
    [255, 0, 0, 255],
    [0, 128],
  ],
};
const silently = outcomeOf(() => `wrote a file of ${plain.encode(damaged).length} bytes`);

const guarded = await import(pathToFileURL(guardedBundle).href);
const state = workload.prepare();
const runStart = performance.now();
const digests = workload.run(guarded, state);
say(
  `   ${state.files.length} images decoded (every filter, 1 to 16 bits, palettes), ${state.images.length} encoded and decoded again (Adam7 too), in ${seconds(runStart)}`,
);
const same = JSON.stringify(digests) === plainDigests;
say(
  `   pixels equal those of the independent encoder; results ${same ? "equal" : colors.red("DIFFER FROM")} the unguarded build's`,
);

say(
  colors.bold(
    "\n3. A palette entry with two components instead of three (`encode({ …, palette: [[255, 0, 0, 255], [0, 128]] })`)",
  ),
);
say(`   unguarded: ${silently}`);
say(`   guarded:   ${outcomeOf(() => `wrote a file of ${guarded.encode(damaged).length} bytes`)}`);
if (!same) process.exitCode = 1;

/** Per file: obligations, proved, guarded by form. */
function verdictTable() {
  const files = [...new Set(report.obligations.map((one) => one.file))].sort();
  const rows = files.map((file) => {
    const own = report.obligations.filter((one) => one.file === file);
    const proved = own.filter((one) => one.verdict === "proved").length;
    const forms = countBy(own.filter((one) => one.disposition === "guard").map((one) => one.guard));
    return [
      file.replace(`${workload.packagePath}/`, ""),
      String(own.length),
      String(proved),
      percent(proved, own.length),
      histogram(forms),
    ];
  });
  const total = [
    "all",
    String(figures.obligations),
    String(figures.proved),
    percent(figures.proved, figures.obligations),
    histogram(figures.guards),
  ];
  return markdownTable(["file", "obligations", "proved", "", "guarded, by form"], [...rows, total]);
}

/** One line each: two proofs and two open obligations, the first in file order with different reasons. */
function sayExamples() {
  const where = (/** @type {import("../core/report.ts").ReportedObligation} */ one) =>
    `${basename(one.file)}:${one.line}:${one.column} \`${one.text}\``;
  const proved = report.obligations.filter((one) => one.verdict === "proved").sort((a, b) => (b.tier ?? 0) - (a.tier ?? 0));
  for (const one of proved.slice(0, 2))
    say(
      `   ${colors.green("proved")}  ${where(one)}, tier ${one.tier}${one.assumptions.length > 0 ? `, assumes ${one.assumptions.join(" ")}` : ""}`,
    );
  const open = report.obligations.filter((one) => one.disposition === "guard");
  for (const one of [open[0], open.at(-1)])
    if (one) say(`   ${colors.yellow("guarded")} ${where(one)}, ${one.guard}: ${one.reason}`);
}

/** @param {() => string} action @returns {string} what it says, or the error it ends with */
function outcomeOf(action) {
  try {
    return action();
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message.split("\n")[0]}` : String(error);
  }
}

/**
 * The path of the file of that name nearest to the top of a folder.
 * @param {string} top @param {string} name
 * @returns {string}
 * @throws Error when there is none
 */
function shallowest(top, name) {
  const paths = readdirSync(top, { recursive: true, encoding: "utf8" }).filter((path) => basename(path) === name);
  const [first] = paths.sort((a, b) => a.split("/").length - b.split("/").length || (a < b ? -1 : 1));
  if (first === undefined) throw new Error(`the build wrote no ${name} to ${top}`);
  return join(top, first);
}
