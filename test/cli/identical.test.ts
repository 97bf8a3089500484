/** One project, however its report comes about: the same bytes. `bench/identical.mjs` asks the same of packages, with other machines. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { renderJson } from "../../cli/render/json.js";
import type { Changes } from "../../compiler/incremental/front-end.js";
import { createProgramSession } from "../../compiler/incremental/program-session.js";
import { NODE_FILE_SYSTEM } from "../../compiler/program/file-system.js";
import { keysOf, NOW, overrideProject, REASON, type OverrideProject } from "./override-project.js";

const MODULES = 20;

/** Modules that import each other, with obligations of several kinds and tiers: some proved, some guarded, one in eight with type errors. */
function moduleText(n: number): string {
  const from = Math.floor(n / 2);
  const id = String(n);
  return [
    n === 0 ? "" : `import { sum${String(from)} } from "../part${String(from % 3)}/m${String(from)}.js";`,
    `const WEIGHTS = [1, 2, ${id}, 4];`,
    `export function sum${id}(values: readonly number[]): number {`,
    `  let total = ${n === 0 ? "0" : `values.length > 9 ? sum${String(from)}(values.slice(1)) : 0`};`,
    "  for (let i = 0; i < values.length; i++) total += values[i]! * WEIGHTS[i & 3]!;",
    "  return total;",
    "}",
    `export function at${id}(values: number[], at: number): number { return values[at]! + values[at * ${id} % 7]!; }`,
    n % 4 === 0
      ? `/** @requires i >= 0 && i < t.length */\nexport function held${id}(t: number[], i: number): number { return t[i]!; }`
      : "",
    n % 8 === 3 ? `export const wrong${id}: string = sum${id}([1]);` : "",
  ].join("\n");
}

const FILES: Readonly<Record<string, string>> = {
  "package.json": '{ "type": "module" }',
  "tsconfig.json": JSON.stringify({
    compilerOptions: { strict: true, target: "es2022", lib: ["es2022"], module: "nodenext", types: [], outDir: "out" },
    include: ["src"],
  }),
  "surety.config.json": JSON.stringify({
    safety: { memory: "checked" },
    approvers: { keys: keysOf(["ada", "bob", "eve"]) },
    packages: { granted: ['fs.read("data")'] },
  }),
  ...Object.fromEntries(
    Array.from({ length: MODULES }, (_, n) => [`src/part${String(n % 3)}/m${String(n)}.ts`, moduleText(n)] as const),
  ),
  "src/broken.ts": "export const x: = 1;\n",
  "src/contract.ts": "/** @requires i >= */\nexport function f(i: number): number { return i; }\n",
  "src/over.ts": `export function lookup(table: number[], byte: number): number {\n  // @unsafe-override bounds.read -- "${REASON}" expires=2027-02-01\n  return table[byte];\n}\n`,
  // A package in the project, and packages in a package.
  "src/inner/package.json": '{ "name": "inner", "type": "commonjs" }',
  "src/inner/index.ts": "export function second(t: readonly number[]): number | undefined { return t[1]; }\n",
  "src/main.ts":
    'import { second } from "./inner/index.js";\nimport { load } from "granted";\nexport const v = [second([1, 2]), load];\n',
  "node_modules/granted/package.json": '{ "name": "granted", "version": "1.0.0", "main": "index.js", "types": "index.d.ts" }',
  "node_modules/granted/index.js": 'const inner = require("denied"); exports.load = inner.run;\n',
  "node_modules/granted/index.d.ts": "export declare function load(name: string): string;\n",
  "node_modules/granted/node_modules/denied/package.json": '{ "name": "denied", "version": "2.0.0", "main": "index.js" }',
  "node_modules/granted/node_modules/denied/index.js": 'exports.run = require("child_process").execSync;\n',
};

const own: { project: OverrideProject | null } = { project: null };
const project = (): OverrideProject => {
  if (own.project === null) throw new Error("no project");
  return own.project;
};

beforeAll(() => {
  own.project = overrideProject(FILES);
  expect(project().run("ada", ["override", "request", "src/over.ts:2"])).toMatchObject({ code: 0, err: "" });
  const { out } = project().run("ada", ["audit", "log", "--kind", "request", "--json"]);
  const { hash } = JSON.parse(out) as { readonly hash: string };
  expect(project().run("bob", ["override", "approve", hash, "--yes"])).toMatchObject({ code: 0 });
});
afterAll(() => {
  for (const folder of [project().root, project().homes]) rmSync(folder, { recursive: true, force: true });
});

const verify = (...more: readonly string[]): string => project().run("ada", ["verify", "-p", ".", "--json", ...more]).out;

it("is reported in the same bytes cold, with two jobs, from the disk, and by a session through an edit and back", async () => {
  const cold = verify("--no-cache", "--jobs", "1");
  const report: unknown = JSON.parse(cold);
  // All that may come out otherwise is there.
  expect(report).toMatchObject({ summary: { overridden: 1 } });
  const codes = new Set((report as { diagnostics: readonly { code: string }[] }).diagnostics.map(({ code }) => code));
  expect([...codes].sort().join(" ")).toBe("SAFE-0001 SAFE-0002 SAFE-1002 SAFE-1010 SAFE-1011 SAFE-2001 SAFE-2010");
  expect(verify("--no-cache", "--jobs", "2")).toBe(cold);
  const cache = ["--cache-dir", path.join(project().root, "cache")];
  expect(verify(...cache, "--jobs", "2")).toBe(cold);
  expect(verify(...cache)).toBe(cold);
  expect(verify(...cache, "--stats")).toMatch(/"cacheHits": [1-9]/u);

  const inputs = { cwd: project().root, paths: [], project: ".", files: NODE_FILE_SYSTEM };
  const session = createProgramSession(inputs, {
    enforcement: { mode: "production", boundary: "checked", onViolation: "throw" },
    jobs: 1,
    onProgress: null,
    openPool: null,
    results: null,
    safety: null,
    now: () => 0,
    overrides: { files: NODE_FILE_SYSTEM, wallClock: () => NOW },
  });
  const shown = async (changes: Changes): Promise<string | null> => {
    const verified = await session.update(changes, new AbortController().signal);
    return verified === null ? null : renderJson(verified.report, null);
  };
  try {
    expect(await shown({ kind: "anything" })).toBe(cold);
    const file = path.join(project().root, "src/part1/m1.ts");
    const before = readFileSync(file, "utf8");
    writeFileSync(file, before.replace("let total =", "let total = 1 +"));
    const changes: Changes = { kind: "texts", files: new Set([file]) };
    expect(await shown(changes)).toBe(verify("--no-cache", "--jobs", "1"));
    writeFileSync(file, before);
    expect(await shown(changes)).toBe(cold);
  } finally {
    await session.close();
  }
});
