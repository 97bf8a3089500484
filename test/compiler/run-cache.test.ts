/** A run is recalled while every answer of the file system holds, and not otherwise. */
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { memoryStore } from "../../cache/memory-store.js";
import { NODE_FILE_SYSTEM } from "../../compiler/program/file-system.js";
import { loadProgram } from "../../compiler/program/load.js";
import { observeFiles } from "../../compiler/program/observe-files.js";
import { runCache, type KeptRun, type RunCache, type RunRequest } from "../../compiler/run-cache.js";
import { DEFAULT_ENFORCEMENT, type EnforcementOptions } from "../../core/options.js";
import { projectOf, surety } from "../cli/surety.js";

const FILES = {
  "package.json": "{}",
  "README.md": "one",
  "tsconfig.json": '{ "extends": "./base.json", "include": ["src"] }',
  "base.json": '{ "compilerOptions": { "strict": true, "module": "nodenext", "lib": ["es2022"], "types": [] } }',
  "src/a.ts": 'import { b } from "./b.js";\nimport { c } from "dep";\nexport const a = [b, c][0];\n',
  "src/b.ts": "export const b = 1;\n",
  "src/c.ts": 'import { missing } from "./not-there.js";\nexport const c = missing;\n',
  "node_modules/dep/package.json": '{ "name": "dep", "type": "module", "types": "./one.d.ts" }',
  "node_modules/dep/one.d.ts": "export declare const c: number;\n",
  "node_modules/dep/two.d.ts": "export declare const c: string;\n",
};

const RUN = { report: { schemaVersion: 1 }, functions: 3 } as unknown as KeptRun;

interface Project {
  readonly cwd: string;
  readonly cache: RunCache;
  readonly at: (name: string) => string;
  readonly request: RunRequest;
}

const requestOf = (cwd: string, enforcement: EnforcementOptions = DEFAULT_ENFORCEMENT): RunRequest => ({
  inputs: { cwd, paths: [], project: "tsconfig.json", files: NODE_FILE_SYSTEM },
  enforcement,
  safety: null,
});

/** Loads the program and keeps the run. */
async function keep(cache: RunCache, request: RunRequest, run: KeptRun = RUN): Promise<void> {
  const files = observeFiles(NODE_FILE_SYSTEM);
  loadProgram({ ...request.inputs, files });
  await cache.keep(request, run, files.observations());
}

async function kept(): Promise<Project> {
  const cwd = projectOf(FILES);
  const cache = runCache(memoryStore(1 << 24), "origin");
  const request = requestOf(cwd);
  await keep(cache, request);
  return { cwd, cache, request, at: (name) => path.join(cwd, name) };
}

const edited =
  (name: string, text: string) =>
  (at: Project["at"]): void => {
    mkdirSync(path.dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  };

const CHANGES: Readonly<Record<string, (at: Project["at"]) => void>> = {
  "a source is edited": edited("src/b.ts", "export const b = 2;\n"),
  "a source gets white space": edited("src/b.ts", "export const b = 1; \n"),
  "the tsconfig is edited": edited("tsconfig.json", '{ "extends": "./base.json", "include": ["src"], "exclude": [] }'),
  "the tsconfig that it extends is edited": edited(
    "base.json",
    '{ "compilerOptions": { "module": "nodenext", "lib": ["es2022"], "types": [] } }',
  ),
  "the types of a dependency move": edited(
    "node_modules/dep/package.json",
    '{ "name": "dep", "type": "module", "types": "./two.d.ts" }',
  ),
  "a dependency gets exports": edited(
    "node_modules/dep/package.json",
    '{ "name": "dep", "type": "module", "types": "./one.d.ts", "exports": { ".": { "types": "./two.d.ts" } } }',
  ),
  "a declaration of a dependency is edited": edited("node_modules/dep/one.d.ts", "export declare const c: boolean;\n"),
  "a file that `include` matches is added": edited("src/deep/d.ts", "export const d = 1;\n"),
  "a file that a lookup did not find is there": edited("src/not-there.ts", "export const missing = 1;\n"),
  "a nearer dependency is there": edited("src/node_modules/dep/index.d.ts", "export declare const c: bigint;\n"),
  "the package gets a type": edited("package.json", '{ "type": "module" }'),
  "a source is deleted": (at) => rmSync(at("src/b.ts")),
  "a source is renamed": (at) => renameSync(at("src/b.ts"), at("src/d.ts")),
  "a folder is renamed": (at) => renameSync(at("src"), at("source")),
  "a source becomes a link to the same text": (at) => {
    renameSync(at("src/b.ts"), at("b-text.ts"));
    symlinkSync(at("b-text.ts"), at("src/b.ts"));
  },
  "a source becomes a folder": (at) => {
    rmSync(at("src/b.ts"));
    mkdirSync(at("src/b.ts"));
  },
  "a dependency becomes a link": (at) => {
    renameSync(at("node_modules/dep"), at("dep"));
    symlinkSync(at("dep"), at("node_modules/dep"));
  },
};

describe("a run is recalled", () => {
  it("while nothing changes", async () => {
    const { cache, request } = await kept();
    expect([await cache.recall(request), await cache.recall(request)]).toEqual([RUN, RUN]);
  });

  it("when files that have no part in it change", async () => {
    const { cache, request, at } = await kept();
    for (const name of ["README.md"]) edited(name, "?")(at);
    edited("src/b.ts", FILES["src/b.ts"])(at);
    expect(await cache.recall(request)).toEqual(RUN);
  });

  it("by another process, of the same origin only", async () => {
    const cwd = projectOf(FILES);
    const store = memoryStore(1 << 24);
    await keep(runCache(store, "origin"), requestOf(cwd));
    expect([
      await runCache(store, "origin").recall(requestOf(cwd)),
      await runCache(store, "other").recall(requestOf(cwd)),
    ]).toEqual([RUN, null]);
  });

  it("of each of the states that the program was in, and of none that it was not", async () => {
    const { cache, request, at } = await kept();
    const runs = [1, 2, 3, 4].map((functions) => ({ ...RUN, functions }));
    for (const run of runs) {
      edited("src/b.ts", `export const b = ${String(run.functions * 10)};\n`)(at);
      expect(await cache.recall(request)).toBe(null);
      await keep(cache, request, run);
    }
    for (const run of [...runs].reverse()) {
      edited("src/b.ts", `export const b = ${String(run.functions * 10)};\n`)(at);
      expect(await cache.recall(request)).toEqual(run);
    }
    edited("src/b.ts", FILES["src/b.ts"])(at);
    expect(await cache.recall(request)).toEqual(RUN);
  });

  it("with its observations whole: torn or foreign ones are missed", async () => {
    const cwd = projectOf(FILES);
    const store = memoryStore(1 << 24);
    await keep(runCache(store, "origin"), requestOf(cwd));
    for (const text of ["", "{", "null", "[]", "{}", '[["read","/x"]]', '[["write","/x","y"]]', "[1]", '"x"']) {
      const torn: typeof store = {
        ...store,
        fetch: async (keys) => new Map([...(await store.fetch(keys)).keys()].map((key) => [key, Buffer.from(text)])),
      };
      // An empty list of states or of observations is no run either: there is no report.
      expect(await runCache(torn, "origin").recall(requestOf(cwd))).toBe(null);
    }
  });
});

describe("a run is not recalled", () => {
  it.each(Object.entries(CHANGES))("when %s; but when that is taken back", async (_, change) => {
    const { cwd, cache, request, at } = await kept();
    change(at);
    expect(await cache.recall(request)).toBe(null);
    for (const name of ["src", "source", "node_modules", "dep", "b-text.ts"]) rmSync(at(name), { recursive: true, force: true });
    for (const [name, text] of Object.entries(FILES)) edited(name, text)(at);
    expect(await cache.recall(requestOf(cwd))).toEqual(RUN);
  });

  it.each<Partial<EnforcementOptions>>([{ mode: "development" }, { boundary: "trusted" }, { onViolation: "report" }])(
    "for %j",
    async (change) => {
      const { cwd, cache } = await kept();
      expect(await cache.recall(requestOf(cwd, { ...DEFAULT_ENFORCEMENT, ...change }))).toBe(null);
    },
  );

  it("for other paths, another project or another folder", async () => {
    const { cwd, cache, request } = await kept();
    const { inputs } = request;
    const others = [
      { ...inputs, project: null },
      { ...inputs, project: "." },
      { ...inputs, project: null, paths: ["src"] },
      { ...inputs, cwd: path.join(cwd, "src") },
    ];
    for (const other of others) expect(await cache.recall({ ...request, inputs: other })).toBe(null);
  });
});

it("prints the same bytes cold, warm, with results alone, and without a cache", () => {
  const cwd = projectOf({
    "package.json": "{}",
    "src/m.ts":
      "export function at(a: number[], i: number): number {\n  return a[i];\n}\n" +
      "export function sum(n: number): number {\n  const a = new Uint8Array(n & 255);\n  let s = 0;\n" +
      "  for (let i = 0; i < a.length; i++) s += a[i] + a[i + 1];\n  return s;\n}\n",
  });
  const environment = { XDG_CONFIG_HOME: path.join(cwd, "config"), SURETY_CACHE_SECRET: undefined };
  for (const form of [[], ["--json"], ["--sarif"]]) {
    const run = (...args: readonly string[]) => surety(cwd, ["verify", "src", ...form, ...args], environment);
    const none = run("--no-cache");
    expect(none).toMatchObject({ code: 0, err: "" });
    expect([run(), run()]).toEqual([none, none]);
    const text = readFileSync(path.join(cwd, "src/m.ts"), "utf8");
    // The functions move: their results are known, and the run is not.
    writeFileSync(path.join(cwd, "src/m.ts"), `// moved\n\n${text}`);
    expect(run()).toEqual(run("--no-cache"));
    writeFileSync(path.join(cwd, "src/m.ts"), text);
    expect(run()).toEqual(none);
    surety(cwd, ["cache", "clear"], environment);
  }
});
