/** What a module's manifest costs when the module is loaded: node bench/manifest.mjs [modules=200] */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { approvalsOf } from "../dist/audit/approvals.js";
import { createManifestChecker } from "../dist/audit/manifest-check.js";
import { writeProject } from "./lib/generated-project.mjs";
import { median, quantile } from "./lib/statistics.mjs";

const [modules = 200] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(path.join(tmpdir(), "surety-manifest-"));
const MAIN = path.resolve(import.meta.dirname, "../dist/cli/main.js");
const LOADER = new URL("../dist/audit/loader/register.js", import.meta.url).href;

try {
  writeProject(folder, modules);
  const built = spawnSync(
    process.execPath,
    [MAIN, "build", "-p", ".", "--outDir", "out", "--safety", "memory=checked", "--json"],
    { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 },
  );
  if (built.status !== 0) throw new Error(built.stderr);
  const files = readdirSync(path.join(folder, "out"), { recursive: true })
    .filter((name) => /(?:^|\/)module\d+\.js$/.test(name))
    .map((name) => path.join(folder, "out", name));
  const checker = createManifestChecker({ now: () => Date.now(), isolation: "module", signers: null, approvalsOf });
  const times = files.map((file) => {
    const code = readFileSync(file, "utf8");
    const before = performance.now();
    const problems = checker.check(file, code);
    if (problems.length > 0) throw new Error(`${file}: ${problems.join("; ")}`);
    return performance.now() - before;
  });
  const [first = NaN, ...rest] = times;
  console.log(`${files.length} modules, load ${loadavg()[0].toFixed(1)}`);
  console.log(
    `first ${first.toFixed(1)} ms (schemas are compiled), others: median ${median(rest).toFixed(2)} ms, 95th percentile ${quantile(rest, 0.95).toFixed(2)} ms; all ${(times.reduce((sum, one) => sum + one, 0) / files.length).toFixed(2)} ms a module`,
  );
  const entry = files.at(-1);
  const run = (args) => {
    const before = performance.now();
    const ran = spawnSync(process.execPath, [...args, entry], { cwd: folder, encoding: "utf8" });
    if (ran.status !== 0) throw new Error(ran.stderr);
    return performance.now() - before;
  };
  const pairs = Array.from({ length: 5 }, () => run(["--import", LOADER]) - run([]));
  console.log(
    `a process with the loader takes ${median(pairs).toFixed(0)} ms longer than one without (${pairs.map((one) => one.toFixed(0)).join(", ")})`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
