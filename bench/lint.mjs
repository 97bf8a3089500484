/**
 * What linting costs. Usage: node bench/lint.mjs [rxjs|editor] [--sonarjs <folder with eslint-plugin-sonarjs>] [--rounds <n>]
 * rxjs: processor seconds of one ESLint run over rxjs' sources, typed: strictTypeChecked alone, with the preset `strict` of this plugin, and sonarjs.
 * editor: a process each, a project of 20,000 lines, milliseconds to lint a file of 1,000 lines again after an edit in it: without any rule, and with
 * the preset `strict` of this plugin.
 * Own thread (Linux): what the thread that lints takes, without V8's compilers and collectors beside it. A tenth of the edits take no more than
 * what is told in brackets: that is hardly touched by what else the machine does.
 * Rounds (default 1) take turns, so that all share the load of the machine; medians of them are told.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";

const root = path.resolve(import.meta.dirname, "..");
const option = (name) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? null : process.argv[at + 1];
};
const ROUNDS = Number(option("--rounds") ?? 1);
/** An editor's session is long: edits in which V8 still compiles what they run are not what one costs. */
const WARMING = 20;
const COMPILER = {
  target: "ES2022",
  module: "ESNext",
  moduleResolution: "bundler",
  lib: ["ES2022", "DOM"],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
};

function project(fill) {
  const folder = mkdtempSync(path.join(tmpdir(), "surety-lint-bench-"));
  mkdirSync(path.join(folder, "src"));
  writeFileSync(path.join(folder, "package.json"), '{"name":"bench","type":"module"}');
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: COMPILER, include: ["src"] }));
  fill(path.join(folder, "src"));
  return folder;
}

async function engine(folder, which) {
  const config = [
    {
      files: ["src/**/*.ts"],
      languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: folder } },
      settings: { surety: { cache: false } },
    },
  ];
  const files = ["src/**/*.ts"];
  if (which.includes("strict")) config.push(...tseslint.configs.strictTypeChecked.map((one) => ({ ...one, files })));
  if (which.includes("surety")) config.push({ ...(await import("surety/eslint-plugin")).default.configs.strict, files });
  if (which.includes("sonarjs")) {
    const loaded = createRequire(path.join(option("--sonarjs"), "index.js"))("eslint-plugin-sonarjs");
    config.push({ ...(loaded.default ?? loaded).configs.recommended, files });
  }
  return new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig: config });
}

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Seconds of this thread; 0 where the system does not tell. */
function ownThread() {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ")[0]) / 1e9;
  } catch {
    return 0;
  }
}

async function one(folder, which) {
  const eslint = await engine(folder, which);
  const results = await eslint.lintFiles(["src"]);
  const fatal = results.flatMap(({ messages }) => messages).find((message) => message.fatal);
  if (fatal !== undefined) throw new Error(fatal.message);
  const messages = results.reduce((sum, one) => sum + one.messages.length, 0);
  console.log(JSON.stringify({ seconds: cpu(), own: ownThread(), messages }));
}

function rxjs() {
  const folder = project((src) => {
    cpSync(path.join(root, "node_modules/rxjs/src"), src, { recursive: true });
    rmSync(path.join(src, "tsconfig.base.json"), { force: true });
    for (const name of ["cjs", "cjs.spec", "esm", "esm5", "esm5.rollup", "types", "types.spec"])
      rmSync(path.join(src, `tsconfig.${name}.json`), { force: true });
  });
  const sonarjs = option("--sonarjs");
  const kinds = ["none", "strict", "strict+surety", ...(sonarjs === null ? [] : ["sonarjs", "strict+sonarjs"])];
  const seconds = Object.fromEntries(kinds.map((which) => [which, []]));
  const own = Object.fromEntries(kinds.map((which) => [which, []]));
  for (let round = 0; round < ROUNDS; round++)
    for (const which of kinds) {
      const found = child(["one", folder, which, ...(sonarjs === null ? [] : ["--sonarjs", sonarjs])]);
      seconds[which].push(found.seconds);
      own[which].push(found.own);
      const said = `${found.seconds.toFixed(1)} s of processor time, own thread ${found.own.toFixed(1)} s`;
      console.log(`rxjs, ${which}: ${said}, ${String(found.messages)} messages`);
    }
  for (const [what, of] of Object.entries({ "processor time": seconds, "own thread": own })) {
    const more = of["strict+surety"].map((with_, at) => (with_ / of.strict[at] - 1) * 100);
    const each = more.map((one) => one.toFixed(0)).join(", ");
    console.log(`rxjs, ${what}: surety adds ${median(more)} % to strictTypeChecked (${each})`);
  }
  rmSync(folder, { recursive: true });
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)].toFixed(0);

/** What another process of this file prints last. */
const child = (args) =>
  JSON.parse(
    execFileSync(process.execPath, [import.meta.filename, ...args], { encoding: "utf8", maxBuffer: 1 << 26 })
      .trim()
      .split("\n")
      .at(-1),
  );

function editor() {
  const kinds = ["none", "surety"];
  const found = Object.fromEntries(kinds.map((which) => [which, []]));
  for (let round = 0; round < ROUNDS; round++) for (const which of kinds) found[which].push(child(["edits", which]));
  for (const which of kinds) {
    const of = (what) => median(found[which].map((one) => one[what]));
    console.log(
      `editor, ${which === "none" ? "no rule" : "strict"}: first ${of("first")} ms; after an edit ${of("wall")} ms, processor ${of("cpu")} ms, own thread ${of("own")} ms (${of("least")})`,
    );
  }
}

async function edits(which) {
  const lines = (n, name) =>
    Array.from(
      { length: n / 10 },
      (_, i) =>
        `export function ${name}${String(i)}(xs: Float64Array, n: number): number {\n  let s = 0;\n  const ys = [1, 2, 3, 4];\n  for (let i = 0; i < xs.length; i++) {\n    s += xs[i]! * ys[i & 3]!;\n  }\n  if (n > 0 && s > n) {\n    return s - ys[1]!;\n  }\n  return s; }\n`,
    ).join("");
  const folder = project((src) => {
    for (let k = 0; k < 95; k++) writeFileSync(path.join(src, `m${String(k)}.ts`), lines(200, `f${String(k)}_`));
    writeFileSync(path.join(src, "open.ts"), lines(1000, "g"));
  });
  const eslint = await engine(folder, which);
  const filePath = path.join(folder, "src/open.ts");
  const times = [];
  for (let k = 0; k < WARMING + 30; k++) {
    const text = lines(1000, "g").replace("s - ys[1]!", `s - ys[${String(k % 4)}]! + ${String(k)}`);
    const [started, before, alone] = [performance.now(), cpu(), ownThread()];
    await eslint.lintText(text, { filePath });
    times.push({ wall: performance.now() - started, cpu: (cpu() - before) * 1000, own: (ownThread() - alone) * 1000 });
  }
  const later = times.slice(WARMING);
  const [wall, used, own] = ["wall", "cpu", "own"].map((what) => Number(median(later.map((t) => t[what]))));
  const least = later.map((t) => t.own).sort((a, b) => a - b)[Math.floor(later.length / 10)];
  console.log(JSON.stringify({ first: times[0].wall, wall, cpu: used, own, least }));
  rmSync(folder, { recursive: true });
}

const [, , command, ...rest] = process.argv;
if (command === "one") await one(...rest);
else if (command === "edits") await edits(...rest);
else {
  // What users load, and never that of an older build.
  execFileSync(process.execPath, [path.join(root, "eslint-plugin/bundle.mjs")]);
  if (command !== "editor") rxjs();
  if (command !== "rxjs") editor();
}
