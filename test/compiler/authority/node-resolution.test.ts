/** Compared with the Node that runs this, which is the only judge of what it loads. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createNodeResolver } from "../../../compiler/authority/node-resolution.js";
import { NODE_FILE_SYSTEM } from "../../../compiler/program/file-system.js";

const FILES: Readonly<Record<string, string>> = {
  "package.json": JSON.stringify({
    name: "self",
    exports: { ".": "./a.js", "./only": { import: "./a.mjs", require: "./a.cjs" } },
    imports: { "#own": "./a.js", "#dep": "plain", "#x/*": "./sub/*.js", "#none": null },
  }),
  "a.js": "",
  "a.ts": "",
  "a.mjs": "",
  "a.cjs": "",
  bare: "",
  "bare.js": "",
  "data.txt": "",
  "json.json": "{}",
  "sub/index.js": "",
  "sub/b.js": "",
  "sub/b/index.js": "",
  "folder/package.json": '{"main":"./lib/main"}',
  "folder/lib/main.js": "",
  "folder/index.js": "",
  "gone/package.json": '{"main":"./missing"}',
  "gone/index.js": "",
  "node_modules/plain/package.json": '{"main":"main.txt","types":"safe.d.ts","module":"m.js"}',
  "node_modules/plain/main.txt": "",
  "node_modules/plain/index.js": "",
  "node_modules/plain/index.ts": "",
  "node_modules/plain/m.js": "",
  "node_modules/plain/deep": "",
  "node_modules/plain/deep.js": "",
  "node_modules/twice.js": "",
  "node_modules/twice/index.js": "",
  "node_modules/versions/package.json": '{"main":"index.js","typesVersions":{"*":{"*":["safe/*"]}}}',
  "node_modules/versions/index.js": "",
  "node_modules/versions/safe/index.js": "",
  "node_modules/@s/p/package.json": JSON.stringify({
    exports: {
      ".": [{ "node-addons": "./n.js" }, "./d.js"],
      "./dual": { import: { node: "./i.mjs" }, require: "./r.js", default: "./d.js" },
      "./f/*": "./files/*.js",
      "./f/inner/*": "./inner/*.js",
      "./f/private/*": null,
      "./ext/*.js": "./files/*.js",
      "./nested": { browser: "./b.js", default: { deno: "./x.js", default: "./d.js" } },
      "./star*": "./files/*/*.js",
    },
  }),
  "node_modules/@s/p/n.js": "",
  "node_modules/@s/p/d.js": "",
  "node_modules/@s/p/i.mjs": "",
  "node_modules/@s/p/r.js": "",
  "node_modules/@s/p/files/one.js": "",
  "node_modules/@s/p/files/z/z.js": "",
  "node_modules/@s/p/inner/one.js": "",
  "node_modules/sugar/package.json": '{"exports":"./e.js","main":"./m.js"}',
  "node_modules/sugar/e.js": "",
  "node_modules/sugar/m.js": "",
};

const SPECIFIERS: readonly string[] = [
  "./a",
  "./a.js",
  "./a.ts",
  "./bare",
  "./data.txt",
  "./json",
  "./sub",
  "./sub/",
  "./sub/b",
  "./folder",
  "./gone",
  ".",
  "#own",
  "#dep",
  "#x/b",
  "#none",
  "#other",
  "self",
  "self/only",
  "self/a.js",
  "plain",
  "plain/deep",
  "plain/index",
  "twice",
  "versions",
  "@s/p",
  "@s/p/dual",
  "@s/p/f/one",
  "@s/p/f/inner/one",
  "@s/p/f/private/one",
  "@s/p/ext/one.js",
  "@s/p/nested",
  "@s/p/starz",
  "@s/p/d.js",
  "sugar",
  "sugar/m.js",
  "absent",
];

const JUDGE = `
  const { createRequire } = require("node:module");
  const { existsSync, statSync } = require("node:fs");
  const { fileURLToPath } = require("node:url");
  const specifiers = JSON.parse(process.argv[1]);
  const own = createRequire(process.cwd() + "/a.js");
  const tried = (f) => { try { return f(); } catch { return null; } };
  import("./meta.mjs").then(({ resolve }) => {
    const imported = (s) => tried(() => { const f = fileURLToPath(resolve(s)); return existsSync(f) && statSync(f).isFile() ? f : null; });
    console.log(JSON.stringify(specifiers.map((s) => [tried(() => own.resolve(s)), imported(s)])));
  });
`;

describe("resolution of what packages load", () => {
  let root = "";
  let judged: readonly (readonly [string | null, string | null])[] = [];
  beforeAll(() => {
    root = realpathSync(mkdtempSync(path.join(tmpdir(), "surety-resolution-")));
    for (const [name, text] of Object.entries({
      ...FILES,
      "meta.mjs": "export const resolve = (s) => import.meta.resolve(s);",
    })) {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
    }
    const { stdout, stderr } = spawnSync(process.execPath, ["--no-deprecation", "-e", JUDGE, JSON.stringify(SPECIFIERS)], {
      cwd: root,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    judged = JSON.parse(stdout) as typeof judged;
  });
  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it("finds what `require` finds, and nothing else", () => {
    const resolve = createNodeResolver(NODE_FILE_SYSTEM);
    const found = SPECIFIERS.map((specifier) => [specifier, resolve(path.join(root, "a.js"), { specifier, by: "require" })]);
    expect(found).toEqual(SPECIFIERS.map((specifier, at) => [specifier, [judged[at]?.[0] ?? []].flat()]));
    expect(judged.filter(([required]) => required !== null).length).toBeGreaterThan(20);
  });

  it("finds what `import` finds, and what only bundlers find", () => {
    const resolve = createNodeResolver(NODE_FILE_SYSTEM);
    const wrong = SPECIFIERS.flatMap((specifier, at) => {
      const [required, imported] = judged[at] ?? [null, null];
      const found = resolve(path.join(root, "a.js"), { specifier, by: "import" });
      const isRight = imported === null ? found.every((one) => one === required) : found.join() === imported;
      return isRight ? [] : [[specifier, found, imported, required]];
    });
    expect(wrong).toEqual([]);
    expect(judged.filter(([, imported]) => imported !== null).length).toBeGreaterThan(15);
  });

  it("counts both files where releases of Node differ", () => {
    const folder = path.join(root, "node_modules/sync");
    mkdirSync(folder);
    writeFileSync(path.join(folder, "package.json"), '{"exports":{"module-sync":"./s.js","default":"./d.js"}}');
    for (const name of ["s.js", "d.js"]) writeFileSync(path.join(folder, name), "");
    const found = createNodeResolver(NODE_FILE_SYSTEM)(path.join(root, "a.js"), { specifier: "sync", by: "require" });
    expect(found.map((file) => path.basename(file)).sort()).toEqual(["d.js", "s.js"]);
  });
});
