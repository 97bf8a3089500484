import { chmodSync, symlinkSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { codesOf, configErrorOf, filesOf, folderOf, load } from "./temporary-folder.js";

const EVERYTHING = JSON.stringify({
  compilerOptions: { strict: true, target: "es2022", module: "esnext", moduleResolution: "bundler", types: [] },
});

describe("which files are verified", () => {
  it("searches folders for sources, without node_modules and declarations", () => {
    const cwd = folderOf({
      "package.json": "{}",
      "src/a.ts": "export {}",
      "src/b.tsx": "export {}",
      "src/deep/c.mts": "export {}",
      "src/deep/d.cts": "export {}",
      "src/e.js": "export {}",
      "src/f.mjs": "export {}",
      "src/g.cjs": "module.exports = 1",
      "src/h.jsx": "export {}",
      "src/i.d.ts": "export {}",
      "src/j.d.css.ts": "export {}",
      "src/k.json": "{}",
      "src/node_modules/x/index.ts": "export {}",
    });
    const names = [
      "src/a.ts",
      "src/b.tsx",
      "src/deep/c.mts",
      "src/deep/d.cts",
      "src/e.js",
      "src/f.mjs",
      "src/g.cjs",
      "src/h.jsx",
    ];
    expect(filesOf(cwd, load(cwd, { paths: ["src"] }))).toEqual(names);
  });

  it("sorts by code units whatever the order of the arguments, and knows each file once", () => {
    const cwd = folderOf({ "b.ts": "export {}", "a.ts": "export {}", "B.ts": "export {}", "é.ts": "export {}" });
    expect(filesOf(cwd, load(cwd, { paths: ["é.ts", "b.ts", ".", "a.ts"] }))).toEqual(["B.ts", "a.ts", "b.ts", "é.ts"]);
  });

  it("finds files inside node_modules when they are given", () => {
    const cwd = folderOf({
      "node_modules/p/package.json": "{}",
      "node_modules/p/src/a.ts": "import './b.ts'; export {}",
      "node_modules/p/src/b.ts": "export {}",
    });
    const loaded = load(cwd, { paths: ["node_modules/p/src"] });
    expect(filesOf(cwd, loaded)).toEqual(["node_modules/p/src/a.ts", "node_modules/p/src/b.ts"]);
    expect(loaded.diagnostics).toEqual([]);
    expect(loaded.projectRoot).toBe(path.join(cwd, "node_modules/p"));
  });

  it("takes types, but nothing to verify, from imported sources that were not given", () => {
    const cwd = folderOf({ "a.ts": "import { n } from './b.js'; export const m: number = n", "b.ts": "export const n = 'text'" });
    const loaded = load(cwd, { paths: ["a.ts"] });
    expect(filesOf(cwd, loaded)).toEqual(["a.ts"]);
    expect(loaded.program.getSourceFile(path.join(cwd, "b.ts"))).toBeDefined();
    expect(codesOf(loaded)).toEqual(["SAFE-0002 a.ts:1:42"]);
  });

  it("accepts a declaration file among the paths and does not verify it", () => {
    const cwd = folderOf({ "a.ts": "export const m: Shared = 1", "b.d.ts": "type Shared = number;" });
    const loaded = load(cwd, { paths: ["a.ts", "b.d.ts"] });
    expect(filesOf(cwd, loaded)).toEqual(["a.ts"]);
    expect(loaded.diagnostics).toEqual([]);
  });

  it("warns of a folder without sources", () => {
    const cwd = folderOf({ "docs/readme.md": "" });
    expect(codesOf(load(cwd, { paths: ["docs"] }))).toEqual(["SAFE-0006 docs"]);
  });
});

describe("options", () => {
  it("has the documented defaults where no tsconfig includes the file", () => {
    const cwd = folderOf({ "tsconfig.json": JSON.stringify({ include: ["other"] }), "other/b.ts": "", "a.ts": "export {}" });
    const { options, configFile } = load(cwd, { paths: ["a.ts"] });
    expect(configFile).toBeNull();
    expect(options).toMatchObject({
      strict: true,
      target: ts.ScriptTarget.ESNext,
      allowJs: true,
      skipLibCheck: true,
      noUncheckedIndexedAccess: false,
    });
  });

  it("takes the nearest tsconfig that includes the file, by itself or through a reference, with what it extends", () => {
    const cwd = folderOf({
      "base.json": JSON.stringify({ compilerOptions: { noImplicitAny: false } }),
      "tsconfig.json": JSON.stringify({ extends: "./base.json", files: [], references: [{ path: "./tsconfig.lib.json" }] }),
      "tsconfig.lib.json": JSON.stringify({ extends: "./base.json", compilerOptions: { composite: true }, include: ["src"] }),
      "src/tsconfig.json": JSON.stringify({ include: ["nothing"] }),
      "src/a.ts": "export const f = (x) => x",
    });
    const loaded = load(cwd, { paths: ["src/a.ts"] });
    expect(loaded.configFile).toBe(path.join(cwd, "tsconfig.lib.json"));
    expect(loaded.options).toMatchObject({ noImplicitAny: false, composite: true });
    expect(loaded.diagnostics).toEqual([]);
  });

  it("notes the first file that another tsconfig would govern", () => {
    const cwd = folderOf({
      "one/tsconfig.json": EVERYTHING,
      "one/a.ts": "export {}",
      "two/tsconfig.json": EVERYTHING,
      "two/b.ts": "export {}",
    });
    const loaded = load(cwd, { paths: ["one", "two"] });
    expect(loaded.configFile).toBe(path.join(cwd, "one/tsconfig.json"));
    expect(codesOf(loaded)).toEqual(["SAFE-0007 two/b.ts"]);
  });

  it("loads JavaScript that is given although its tsconfig forgets `allowJs`", () => {
    const cwd = folderOf({ "tsconfig.json": EVERYTHING, "a.ts": "export {}", "b.js": "export {}" });
    expect(filesOf(cwd, load(cwd, { paths: ["a.ts", "b.js"] }))).toEqual(["a.ts", "b.js"]);
  });

  it("takes -p as a file or a folder, and the tsconfig of the working directory by default", () => {
    const cwd = folderOf({ "tsconfig.json": EVERYTHING, "a.ts": "export {}", "a.d.ts": "", "node_modules/x/b.ts": "export {}" });
    for (const project of ["tsconfig.json", ".", undefined]) {
      expect(filesOf(cwd, load(cwd, project === undefined ? {} : { project }))).toEqual(["a.ts"]);
    }
  });

  it("takes the projects that a solution refers to", () => {
    const cwd = folderOf({
      "tsconfig.json": JSON.stringify({ files: [], references: [{ path: "one" }, { path: "two" }] }),
      "one/tsconfig.json": EVERYTHING,
      "one/a.ts": "export const n = 1",
      "two/tsconfig.json": EVERYTHING,
      "two/b.ts": "import { n } from '../one/a.js'; export const m = n",
    });
    const loaded = load(cwd, { project: "tsconfig.json" });
    expect(filesOf(cwd, loaded)).toEqual(["one/a.ts", "two/b.ts"]);
    expect(codesOf(loaded)).toEqual(["SAFE-0007 two/tsconfig.json"]);
  });

  it("lives with the broken tsconfig of a package in node_modules", () => {
    const cwd = folderOf({
      "node_modules/p/tsconfig.json": JSON.stringify({ extends: "not-shipped", compilerOptions: { strict: false } }),
      "node_modules/p/a.ts": "export {}",
    });
    expect(filesOf(cwd, load(cwd, { paths: ["node_modules/p"] }))).toEqual(["node_modules/p/a.ts"]);
  });
});

describe("project root", () => {
  it("is the folder of the nearest package.json", () => {
    const cwd = folderOf({
      "package.json": "{}",
      "packages/x/package.json": "{}",
      "packages/x/src/a.ts": "export {}",
      "packages/y/b.ts": "export {}",
    });
    expect(load(cwd, { paths: ["packages/x/src"] }).projectRoot).toBe(path.join(cwd, "packages/x"));
    expect(load(cwd, { paths: ["packages/x/src/a.ts", "packages/y/b.ts"] }).projectRoot).toBe(cwd);
  });
  it("else the common folder of the inputs", () => {
    const cwd = folderOf({ "x/one/a.ts": "export {}", "x/oneself/b.ts": "export {}" });
    expect(load(cwd, { paths: ["x/one/a.ts", "x/oneself"] }).projectRoot).toBe(path.join(cwd, "x"));
    expect(load(cwd, { paths: ["x/one/a.ts"] }).projectRoot).toBe(path.join(cwd, "x/one"));
  });
});

describe("wrong usage", () => {
  it("needs paths or a tsconfig", () => {
    expect(configErrorOf(folderOf({ "a.ts": "" }))).toMatch(/^nothing to verify: /u);
  });
  it("names what looks like a missing path", () => {
    const cwd = folderOf({ "src/ring.ts": "", "src/queue.ts": "" });
    expect(configErrorOf(cwd, { paths: ["src/rign.ts"] })).toBe(
      "there is no file or folder `src/rign.ts`; did you mean `src/ring.ts`?",
    );
    expect(configErrorOf(cwd, { paths: ["scr/ring.ts"] })).toBe(
      "there is no file or folder `scr/ring.ts`; did you mean `src/ring.ts`?",
    );
    expect(configErrorOf(cwd, { paths: ["scr/gone.ts"] })).toBe("there is no file or folder `scr/gone.ts`; did you mean `src`?");
    expect(configErrorOf(cwd, { paths: ["elsewhere/ring.ts"] })).toBe("there is no file or folder `elsewhere/ring.ts`");
    expect(configErrorOf(cwd, { paths: ["src/ring.ts/x"] })).toMatch(/^there is no file or folder `src\/ring.ts\/x`/u);
  });
  it("refuses other kinds of file", () => {
    expect(configErrorOf(folderOf({ "a.json": "" }), { paths: ["a.json"] })).toMatch(
      /^`a.json` is no TypeScript or JavaScript source/u,
    );
  });
  it("refuses -p together with paths", () => {
    expect(configErrorOf(folderOf({ "a.ts": "" }), { paths: ["a.ts"], project: "tsconfig.json" })).toMatch(/cannot be combined/u);
  });
  it("says which tsconfig is missing", () => {
    const cwd = folderOf({ "tsconfig.json": EVERYTHING, "empty/x.txt": "" });
    expect(configErrorOf(cwd, { project: "tsconfg.json" })).toBe(
      "there is no `tsconfg.json`, which `-p` names; did you mean `tsconfig.json`?",
    );
    expect(configErrorOf(cwd, { project: "empty" })).toBe("there is no `tsconfig.json` in `empty`, which `-p` names");
  });
  it("gives the position in a broken tsconfig, whether named or found", () => {
    const cwd = folderOf({ "tsconfig.json": '{\n  "compilerOptions": { "strict" true }\n}', "a.ts": "" });
    expect(configErrorOf(cwd, { project: "." })).toMatch(/^tsconfig\.json:2:33: TS1005: ':' expected\.$/u);
    expect(configErrorOf(cwd, { paths: ["a.ts"] })).toMatch(/^tsconfig\.json:2:33: /u);
  });
  it("gives the position of an unknown option and of a missing base", () => {
    const unknown = folderOf({ "tsconfig.json": '{ "compilerOptions": { "strictt": true } }', "a.ts": "" });
    expect(configErrorOf(unknown, { project: "." })).toMatch(
      /^tsconfig\.json:1:24: TS5025: Unknown compiler option 'strictt'\. Did you mean 'strict'\?$/u,
    );
    const missing = folderOf({ "tsconfig.json": '{ "extends": "./base.json" }', "a.ts": "" });
    expect(configErrorOf(missing, { project: "." })).toMatch(/^tsconfig\.json(:1:14)?: TS\d+: .*base\.json/u);
  });
  it("says when a tsconfig includes nothing", () => {
    expect(configErrorOf(folderOf({ "tsconfig.json": '{ "include": ["src"] }' }), { project: "." })).toMatch(
      /^tsconfig\.json: no source file is included/u,
    );
  });
});

describe("diagnostics", () => {
  it("reports a syntax error and verifies the other files", () => {
    const cwd = folderOf({ "a.ts": "export const n = 1", "b.ts": "export const = 1;\nlet" });
    const loaded = load(cwd, { paths: ["."] });
    expect(filesOf(cwd, loaded)).toEqual(["a.ts"]);
    expect(codesOf(loaded)[0]).toBe("SAFE-0001 b.ts:1:14");
    expect(loaded.diagnostics.every((diagnostic) => diagnostic.severity === "error")).toBe(true);
  });

  it("reports type syntax in JavaScript as a syntax error", () => {
    const cwd = folderOf({ "a.js": "export const n: number = 1" });
    expect(codesOf(load(cwd, { paths: ["a.js"] }))).toEqual(["SAFE-0001 a.js:1:17"]);
  });

  it("reports type errors as warnings, and not at all when types are not asked for", () => {
    const cwd = folderOf({ "src/a.ts": "export const n: number = 'x';" });
    const loaded = load(path.join(cwd, "src"), { paths: ["../src/a.ts"] });
    expect(loaded.diagnostics).toMatchObject([
      { code: "SAFE-0002", severity: "warning", file: "a.ts", line: 1, column: 14, obligation: null },
    ]);
    expect(loaded.diagnostics[0]?.message).toBe("TS2322: Type 'string' is not assignable to type 'number'.");
    expect(filesOf(cwd, loaded)).toEqual(["src/a.ts"]);
    expect(load(cwd, { paths: ["src"], types: false }).diagnostics).toEqual([]);
  });

  it("warns of options that TypeScript objects to, at their place", () => {
    const config = '{ "compilerOptions": { "types": ["gone"] } }';
    const cwd = folderOf({ "tsconfig.json": config, "a.ts": "export {}" });
    const loaded = load(cwd, { project: "." });
    expect(codesOf(loaded)).toEqual([`SAFE-0002 tsconfig.json:1:${String(config.indexOf('"gone"') + 1)}`]);
    expect(filesOf(cwd, loaded)).toEqual(["a.ts"]);
  });

  it("finds no fault with a composite project, which it does not emit", () => {
    const composite = { composite: true, emitDeclarationOnly: true, tsBuildInfoFile: "x.tsbuildinfo", incremental: true };
    const cwd = folderOf({
      "tsconfig.json": JSON.stringify({ compilerOptions: { ...composite, types: [] } }),
      "a.ts": "export {}",
    });
    expect(load(cwd, { project: "." }).diagnostics).toEqual([]);
  });

  it("notes an import that does not resolve once per specifier and file, and raises no type error for it", () => {
    const cwd = folderOf({
      "a.ts": "import { x } from 'nowhere';\nexport { y } from 'nowhere';\nexport const z = import('./gone.js'), w = x;",
      "b.ts": "import fs from 'node:fs'; import './style.css'; export const n = fs;",
      "c.cjs": "const q = require('nowhere'); module.exports = q;",
      "d.ts": "export { n } from './b.js';",
    });
    expect(codesOf(load(cwd, { paths: ["."] }))).toEqual([
      "SAFE-0003 a.ts:1:19",
      "SAFE-0003 a.ts:3:25",
      "SAFE-0003 b.ts:1:16",
      "SAFE-0003 b.ts:1:34",
      "SAFE-0003 c.cjs:1:19",
    ]);
  });

  it("reports a file that cannot be read and goes on", () => {
    const cwd = folderOf({ "a.ts": "export {}" });
    symlinkSync(path.join(cwd, "nothing.ts"), path.join(cwd, "dangling.ts"));
    symlinkSync(path.join(cwd, "self.ts"), path.join(cwd, "self.ts"));
    const loaded = load(cwd, { paths: ["."] });
    expect(loaded.diagnostics).toMatchObject([
      { code: "SAFE-0004", severity: "error", file: "dangling.ts" },
      { code: "SAFE-0004", severity: "error", file: "self.ts" },
    ]);
    expect(filesOf(cwd, loaded)).toEqual(["a.ts"]);
  });

  it.skipIf(process.getuid?.() === 0)("reports a folder that cannot be read and goes on", () => {
    const cwd = folderOf({ "a.ts": "export {}", "locked/b.ts": "export {}" });
    chmodSync(path.join(cwd, "locked"), 0);
    const loaded = load(cwd, { paths: ["."] });
    chmodSync(path.join(cwd, "locked"), 0o700);
    expect(codesOf(loaded)).toEqual(["SAFE-0004 locked"]);
    expect(filesOf(cwd, loaded)).toEqual(["a.ts"]);
  });

  it("does not follow links in circles", () => {
    const cwd = folderOf({ "src/a.ts": "export {}" });
    symlinkSync(cwd, path.join(cwd, "src/loop"));
    symlinkSync(path.join(cwd, "src"), path.join(cwd, "src/loop.ts"));
    expect(filesOf(cwd, load(cwd, { paths: ["src"] }))).toEqual(["src/a.ts"]);
  });
});
