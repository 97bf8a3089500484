/**
 * `node bench/adoption.mjs [--only NAME] [--folder PROJECT]`: does `surety init`, then `verify`, then `build` pass on real applications and
 * libraries without an edit by hand, does the guarded program run, and does a `child_process` call put into one of its dependencies fail the
 * build and name the way to it?
 *
 * Targets are published packages that hold their TypeScript sources (npm fetches them and what they depend on), each staged as the project that
 * its authors have: its own package.json, and its own tsconfig.json where it is published. `--folder` measures a checkout with its dependencies
 * installed instead, in place: it must hold neither configuration nor baseline.
 */
import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { ADOPTION_TARGETS } from "./lib/adoption-targets.mjs";
import { progressLine, publish } from "./lib/command-line.mjs";
import { markdownTable } from "./lib/markdown.mjs";
import { root, stageFolder, suretyCli } from "./lib/paths.mjs";

const { values } = parseArgs({ options: { only: { type: "string" }, folder: { type: "string" } } });

/** @param {string} command @param {readonly string[]} args @param {string} cwd */
function run(command, args, cwd) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8", maxBuffer: 1 << 28, timeout: 900_000 });
  return { code: status, text: `${stdout}${stderr}` };
}

/** @param {readonly string[]} args @param {string} cwd */
const surety = (args, cwd) => run(process.execPath, [suretyCli, ...args, "--no-cache"], cwd);

/** @param {import("./lib/adoption-targets.mjs").AdoptionTarget} target the project as its authors have it, dependencies installed */
function staged(target) {
  const folder = path.join(stageFolder, "adoption", target.name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const must = (/** @type {string} */ command, /** @type {string[]} */ args) => {
    const { code, text } = run(command, args, folder);
    if (code !== 0) throw new Error(`${command} ${args.join(" ")}: exit ${code}\n${text.slice(0, 2000)}`);
    return text.trim();
  };
  const archive = must("npm", ["pack", "--silent", target.version]).split("\n").at(-1) ?? "";
  must("tar", ["xzf", archive, "--strip-components=1"]);
  rmSync(path.join(folder, archive));
  const manifest = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  // What builds and tests the package is not needed here; its own built files would stand beside the sources.
  delete manifest.devDependencies;
  delete manifest.scripts;
  for (const built of target.built) rmSync(path.join(folder, built), { recursive: true, force: true });
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest, null, 2));
  must("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--save-dev", ...target.types]);
  if (target.tsconfig !== null) writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(target.tsconfig, null, 2));
  return folder;
}

/** @param {string} folder */
function linkRuntime(folder) {
  const scope = path.join(folder, "node_modules", "@surety");
  mkdirSync(scope, { recursive: true });
  if (!existsSync(path.join(scope, "runtime"))) symlinkSync(path.join(root, "runtime"), path.join(scope, "runtime"));
}

/** @param {string} text of a report */
const firstError = (text) =>
  text
    .split("\n")
    .find((line) => /\berror\b|^surety: /.test(line))
    ?.trim() ?? "";

/** @param {string} folder @param {{ name: string, smoke: string | null, into: string | null }} target */
function adopt(folder, { name, smoke, into }) {
  linkRuntime(folder);
  const outcome = { name, init: "", verify: "", build: "", runs: "not tried", attack: "no dependency", path: "" };
  for (const step of /** @type {const} */ (["init", "verify", "build"])) {
    progressLine(`${name}: ${step}`);
    const { code, text } = surety(step === "build" ? ["build", "-p", ".", "--outDir", "guarded"] : [step, "-p", "."], folder);
    outcome[step] = code === 0 ? "passes" : `exit ${code}: ${firstError(text)}`;
    if (code !== 0) return outcome;
  }
  if (smoke !== null) {
    writeFileSync(path.join(folder, "smoke.cjs"), smoke);
    const { code, text } = run(process.execPath, ["smoke.cjs"], folder);
    outcome.runs = code === 0 ? "yes" : `exit ${code}: ${text.trim().slice(0, 300)}`;
    rmSync(path.join(folder, "smoke.cjs"));
  }
  if (into !== null) {
    const file = path.join(folder, into);
    const before = readFileSync(file, "utf8");
    const isModule = /^(?:import|export)\b/m.test(before);
    progressLine(`${name}: child_process in ${into}`);
    appendFileSync(
      file,
      isModule
        ? '\nimport { execSync as added } from "node:child_process";\nadded("id");\n'
        : '\nrequire("child_process").execSync("id");\n',
    );
    try {
      const { code, text } = surety(["build", "-p", ".", "--outDir", "guarded-2"], folder);
      const named = text.split("\n").find((line) => line.includes("SAFE-1010") && line.includes("process.spawn")) ?? "";
      const isWritten = existsSync(path.join(folder, "guarded-2"));
      outcome.attack = code === 1 && named.includes(into) && !isWritten ? "fails the build" : `NOT STOPPED (exit ${code})`;
      outcome.path = named.trim();
    } finally {
      writeFileSync(file, before);
    }
  }
  for (const made of ["guarded", "guarded-2", "surety.config.json", "surety.baseline.json"])
    rmSync(path.join(folder, made), { recursive: true, force: true });
  return outcome;
}

/** @param {string} folder the first dependency that is one file */
function anyDependency(folder) {
  const names = Object.keys(JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")).dependencies ?? {});
  const files = names.map((name) => path.join("node_modules", name, "index.js"));
  return files.find((file) => existsSync(path.join(folder, file))) ?? null;
}

const outcomes =
  values.folder === undefined
    ? ADOPTION_TARGETS.filter(({ name }) => values.only === undefined || name === values.only).map((target) =>
        adopt(staged(target), target),
      )
    : [
        adopt(path.resolve(values.folder), {
          name: path.basename(values.folder),
          smoke: null,
          into: anyDependency(values.folder),
        }),
      ];
const columns = /** @type {const} */ (["name", "init", "verify", "build", "runs", "attack"]);
publish("adoption", {
  json: outcomes,
  markdown: [
    markdownTable(
      ["package", "init", "verify", "build", "guarded program runs", "`child_process` in a dependency"],
      outcomes.map((one) => columns.map((column) => one[column])),
    ),
    ...outcomes.flatMap(({ name, path: way }) => (way === "" ? [] : [`\n${name}: ${way}`])),
  ].join("\n"),
  asJson: false,
});
const isGood = outcomes.every(
  ({ build, runs, attack }) => build === "passes" && !runs.startsWith("exit") && !attack.startsWith("NOT"),
);
process.exitCode = isGood && outcomes.length > 0 ? 0 : 1;
