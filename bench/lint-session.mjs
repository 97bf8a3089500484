/**
 * One instance of ESLint, as an editor keeps it, through random steps: buffers that are edited and not saved, files that are added, renamed and
 * deleted on the disk, edits of tsconfig.json and surety.config.json. After each, every answer is compared with that of a new process. Where the
 * instance says that it verifies nothing until it is restarted, it is restarted, and has to answer then.
 * Usage: node bench/lint-session.mjs [steps] [seed]. Exit code 1 when an answer is stale.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { clearCaches } from "@typescript-eslint/parser";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";
import surety from "../dist/eslint-plugin/plugin.js";

const TYPES = path.resolve(import.meta.dirname, "../node_modules/@types");

const open = (folder) =>
  new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [
      {
        ...surety.configs.strict,
        files: ["src/**/*.ts"],
        languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: folder } },
        settings: { surety: { cache: false } },
      },
    ],
  });

/** What is said of each of the files, by name, with what is offered. */
async function answers(eslint, files) {
  const said = {};
  for (const [filePath, text] of Object.entries(files)) {
    const [{ messages }] = await eslint.lintText(text, { filePath });
    said[filePath] = messages.map(({ ruleId, line, column, message, fix, suggestions = [] }) =>
      [ruleId, line, column, message, fix?.text, suggestions.length].join(" "),
    );
  }
  return said;
}

const PARTS = [
  [
    "",
    "import { readFileSync } from 'node:fs';\nexport const load = (f: string): string => readFileSync('./data/' + f, 'utf8');",
    "import { readFileSync } from 'node:fs';\nexport const load = (): string => readFileSync('./data/a', 'utf8');",
    "Array.prototype.at = () => 0;",
    "export const broken = ;",
  ],
  [
    "export function need(xs: number[], k: number): number {\n  return xs[k]!;\n}",
    "/** @requires k >= 0 && k < xs.length */\nexport function need(xs: number[], k: number): number {\n  return xs[k]!;\n}",
  ],
  [
    "export class Box {\n  items: number[] = [1, 2];\n  get(i: number): number {\n    return this.items[i]!;\n  }\n}",
    "export class Box {\n  items: number[] = [1, 2];\n  get(i: number): number {\n    return this.items[i] ?? 0;\n  }\n}",
  ],
  [
    "export function at(i: number): number {\n  return i & 3;\n}",
    "export function at(i: number): number {\n  return i & 7;\n}",
    "export function at(i: number): number {\n  return i;\n}",
    "export function at(i: number) {\n  return (i & 3) - 1;\n}",
  ],
  ["export const mask = 3;", "export const mask = 7;", "export let mask = 3;"],
];
const usersOf = (name) => [
  `import { at, need, Box, mask } from "./${name}.js";\nexport function use(k: number): number {\n  const t = [1, 2, 3, 4];\n  return t[at(k)]! + t[k & mask]! + need(t, 1) + new Box().get(1);\n}\n`,
  `import { at } from "./${name}.js";\nexport function use(k: number): number {\n  const t = [1, 2, 3, 4];\n  return t[at(k)]!;\n}\n`,
];
const CONFIGS = [
  null,
  { safety: { memory: "checked" } },
  { safety: { memory: "proved" } },
  { safety: { memory: "checked" }, grants: ["fs.read"] },
  { safety: { memory: "checked" }, grants: ['fs.read("./data/**")'] },
];

/** Mulberry32. */
function seeded(seed) {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * n);
  };
}

function fresh(folder, files) {
  const request = path.join(folder, "request.json");
  writeFileSync(request, JSON.stringify({ folder, files }));
  const out = execFileSync(process.execPath, [import.meta.filename, "fresh", request], { encoding: "utf8", maxBuffer: 1 << 26 });
  return JSON.parse(out.trim().split("\n").at(-1));
}

async function session(steps, below) {
  const folder = mkdtempSync(path.join(tmpdir(), "surety-lint-session-"));
  const at = (file) => path.join(folder, file);
  const disk = new Map();
  const buffers = new Map();
  const save = (file, text) => {
    writeFileSync(at(file), text);
    disk.set(file, text);
  };
  const forget = (file) => {
    disk.delete(file);
    buffers.delete(file);
  };
  const library = () => `${PARTS.map((part) => part[below(below(2) === 0 ? 1 : part.length)]).join("\n")}\n`;
  const tsconfig = (strict) => {
    const compilerOptions = { target: "ES2022", module: "ESNext", moduleResolution: "bundler", lib: ["ES2022"], noEmit: true };
    Object.assign(compilerOptions, { strict, noUncheckedIndexedAccess: !strict, types: ["node"], typeRoots: [TYPES] });
    writeFileSync(at("tsconfig.json"), JSON.stringify({ compilerOptions, include: ["src"] }));
  };
  const either = (a, b) => (below(2) === 0 ? a : b);
  const STEPS = [
    () => buffers.set(either("src/lib.ts", "src/alt.ts"), library()),
    () => buffers.set(either("src/lib.ts", "src/alt.ts"), library()),
    () => save(either("src/lib.ts", "src/alt.ts"), library()),
    () => save("src/use.ts", usersOf(either("lib", "alt"))[below(2)]),
    () => save(either("src/new0.ts", "src/new1.ts"), library()),
    () => {
      const file = either("src/new0.ts", "src/new1.ts");
      if (disk.has(file)) rmSync(at(file));
      forget(file);
    },
    () => {
      const [from, to] = either(["src/new0.ts", "src/new1.ts"], ["src/new1.ts", "src/new0.ts"]);
      if (!disk.has(from)) return;
      renameSync(at(from), at(to));
      forget(to);
      disk.set(to, disk.get(from));
      forget(from);
    },
    () => tsconfig(below(2) === 0),
    () => {
      const config = CONFIGS[below(CONFIGS.length)];
      if (config === null) rmSync(at("surety.config.json"), { force: true });
      else writeFileSync(at("surety.config.json"), JSON.stringify(config));
    },
  ];
  mkdirSync(at("src"));
  writeFileSync(at("package.json"), '{"name":"p","type":"module"}');
  tsconfig(true);
  save("src/lib.ts", library());
  save("src/alt.ts", library());
  save("src/use.ts", usersOf("lib")[0]);
  let eslint = open(folder);
  let [stale, restarts] = [0, 0];
  for (let step = 0; step < steps; step++) {
    const which = below(STEPS.length);
    STEPS[which]();
    const files = Object.fromEntries([...disk].map(([file, text]) => [at(file), buffers.get(file) ?? text]));
    // A file that was looked at before another one's buffer came in is looked at again, as editors do.
    await answers(eslint, files);
    let kept = await answers(eslint, files);
    if (Object.values(kept).some((said) => said.some((one) => one.includes("restart the ESLint server")))) {
      restarts++;
      // What an editor's "restart" throws away: the parser keeps its programs for as long as the process lives.
      clearCaches();
      eslint = open(folder);
      await answers(eslint, files);
      kept = await answers(eslint, files);
    }
    // The other process knows buffers from the disk only.
    for (const [file, text] of Object.entries(files)) writeFileSync(file, text);
    const anew = fresh(folder, files);
    for (const [file, text] of disk) writeFileSync(at(file), text);
    for (const file of Object.keys(files)) {
      if (kept[file].join("\n") === anew[file].join("\n")) continue;
      stale++;
      console.log(
        `step ${String(step)} (${String(which)}), ${file}:\n  kept ${kept[file].join("\n       ")}\n  anew ${anew[file].join("\n       ")}`,
      );
    }
  }
  console.log(`${String(steps)} steps, ${String(restarts)} restarts asked for, ${String(stale)} stale answers`);
  rmSync(folder, { recursive: true });
  return stale;
}

if (process.argv[2] === "fresh") {
  const { folder, files } = JSON.parse(readFileSync(process.argv[3], "utf8"));
  console.log(JSON.stringify(await answers(open(folder), files)));
} else {
  const stale = await session(Number(process.argv[2] ?? 50), seeded(Number(process.argv[3] ?? 1)));
  process.exitCode = stale === 0 ? 0 : 1;
}
