/**
 * `node --max-semi-space-size=64 bench/incremental.mjs [--files 1000] [--edits 20] [--only project]`
 * What verifying again costs: an unchanged program against `tsc --noEmit` (wall clock, one after the other), one edit of one function in a
 * watching session (wall clock, and the processor time of all its threads, which other work on the machine changes less), two workers
 * against one on a cold run, and memory against tsc's. On a generated project, rxjs' and planck's sources.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { benchOptions, progressLine } from "./lib/command-line.mjs";
import { moduleName, moduleText, writeProject } from "./lib/generated-project.mjs";
import { fixed, markdownTable } from "./lib/markdown.mjs";
import { root } from "./lib/paths.mjs";
import { stage } from "./lib/stage.mjs";
import { loadWorkloads } from "./lib/workload.mjs";

const flags = benchOptions({
  files: { type: "string", default: "1000" },
  edits: { type: "string", default: "20" },
  only: { type: "string" },
});
const FILES = Number(flags.files);
const SURETY = path.join(root, "dist/cli/main.js");
const TSC = path.join(root, "node_modules/typescript/bin/tsc");

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

/** Milliseconds of wall clock, and what it prints. */
function run(cwd, args) {
  const started = performance.now();
  const done = spawnSync(process.execPath, args, { cwd, encoding: "utf8", maxBuffer: 1 << 28 });
  if (args[0] === SURETY && done.status !== 0 && done.status !== 1) throw new Error(done.stderr);
  return { milliseconds: performance.now() - started, out: done.stdout };
}

/** Most resident kilobytes of the process so far, asked of the kernel until it ends (Linux). */
async function peak(cwd, args) {
  const child = spawn(process.execPath, args, { cwd, stdio: "ignore" });
  let most = 0;
  const timer = setInterval(() => {
    const status = `/proc/${String(child.pid)}/status`;
    if (existsSync(status)) most = Math.max(most, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(status, "utf8"))?.[1] ?? 0));
  }, 20);
  await once(child, "exit");
  clearInterval(timer);
  return most;
}

const verify = (...more) => [SURETY, "verify", "--safety", "memory=checked", "-p", "tsconfig.json", "--json", "--stats", ...more];

const rows = [];
async function measure(name, folder) {
  progressLine(name);
  const cache = path.join(root, "out/bench/cache", name.replaceAll(/\W/g, "-"));
  rmSync(cache, { recursive: true, force: true });
  const cold = {};
  for (const jobs of ["1", "2"]) cold[jobs] = run(folder, verify("--no-cache", "--jobs", jobs)).milliseconds;
  run(folder, verify("--cache-dir", cache));
  const warm = [];
  const tsc = [];
  let solverCalls = 0;
  for (let round = 0; round < 5; round++) {
    tsc.push(run(folder, [TSC, "--noEmit", "-p", "tsconfig.json"]).milliseconds);
    const { milliseconds, out } = run(folder, verify("--cache-dir", cache));
    warm.push(milliseconds);
    solverCalls += JSON.parse(out).run.solverCalls;
  }
  const ours = await peak(folder, verify("--no-cache", "--jobs", "2"));
  const memory = ours / (await peak(folder, [TSC, "--noEmit", "-p", "tsconfig.json"]));
  rows.push([
    name,
    fixed(median(tsc) / 1000),
    fixed(median(warm) / 1000),
    fixed(median(warm) / median(tsc)),
    String(solverCalls),
    fixed(cold["1"] / 1000, 1),
    fixed(cold["1"] / cold["2"]),
    fixed(memory),
  ]);
}

async function measureEdits(folder) {
  progressLine("edits");
  const { createProgramSession } = await import(path.join(root, "dist/compiler/incremental/program-session.js"));
  const { NODE_FILE_SYSTEM } = await import(path.join(root, "dist/compiler/program/file-system.js"));
  // As the command line does for `--watch`.
  const { optimiseLate } = await import(path.join(root, "dist/cli/engine.js"));
  optimiseLate();
  const session = createProgramSession(
    { cwd: folder, paths: [], project: "tsconfig.json", files: NODE_FILE_SYSTEM },
    {
      enforcement: { mode: "production", boundary: "checked", onViolation: "throw" },
      jobs: 2,
      results: null,
      openPool: null,
      onProgress: null,
      now: () => performance.now(),
    },
  );
  const { signal } = new AbortController();
  await session.update({ kind: "anything" }, signal);
  progressLine(`edits: ${String(FILES)} files verified`);
  const times = [];
  const processor = [];
  for (let edit = 1; edit <= Number(flags.edits); edit++) {
    const n = Math.floor((FILES * edit) / (Number(flags.edits) + 1));
    const file = path.join(folder, moduleName(n));
    const before = readFileSync(file, "utf8");
    for (const text of [moduleText(n, edit), before]) {
      writeFileSync(file, text);
      const started = performance.now();
      const used = process.cpuUsage();
      await session.update({ kind: "texts", files: new Set([file]) }, signal);
      times.push(performance.now() - started);
      const { user, system } = process.cpuUsage(used);
      processor.push((user + system) / 1000);
    }
  }
  await session.close();
  return { times, processor };
}

const generated = path.join(root, "out/bench/generated", String(FILES));
rmSync(generated, { recursive: true, force: true });
writeProject(generated, FILES);
if (flags.only === undefined || flags.only === "generated") await measure(`generated, ${String(FILES)} files`, generated);
if (flags.only === undefined || flags.only === "rxjs") {
  const sources = path.join(root, "node_modules/rxjs/src");
  const include = (file) => file === sources || !/(?:tsconfig[^/]*|\.js|\.md|BUILD\.bazel)$/u.test(file);
  const staged = stage("packages/rxjs", { sources, include, compilerOptions: { noEmit: true } });
  await measure("rxjs", staged.folder);
}
if (flags.only === undefined || flags.only === "planck")
  for (const { workload, id } of await loadWorkloads("planck")) {
    const staged = stage(`packages/${id}`, { sources: path.join(root, workload.packagePath), ...workload });
    await measure(workload.name, staged.folder);
  }
const { times, processor } =
  flags.only === undefined || flags.only === "edits" ? await measureEdits(generated) : { times: [], processor: [] };
process.stdout.write(
  `${markdownTable(["project", "tsc s", "unchanged s", "ratio", "solver calls", "cold, one worker, s", "one worker / two", "memory / tsc"], rows)}\n` +
    (times.length === 0
      ? ""
      : `\nOne function of ${String(FILES)} files edited in a watching session, ${String(times.length)} edits: median ${fixed(median(times), 0)} ms, last ten ${fixed(median(times.slice(-10)), 0)} ms, fastest ${fixed(Math.min(...times), 0)} ms; processor time of all threads, median ${fixed(median(processor), 0)} ms, last ten ${fixed(median(processor.slice(-10)), 0)} ms.\n`),
);
