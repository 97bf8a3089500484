/** `surety init --observe` and `surety migrate`: what a team's own run shows, and what is made of it. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { mkdirSync, readFileSync, readlinkSync, symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { notesOn } from "../../cli/init/observed-notes.js";
import { copyRepository } from "../../compiler/observe/observed-tree.js";
import { projectOf, surety } from "./surety.js";

const PACK = `export function pack(u) {
  let r = 0;
  for (let i = 0; i < u.length; i += 2) r += u[i] | (u[i + 1] << 8);
  return r;
}
/** @param {number[]} xs @param {number} i */
export const at = (xs, i) => xs[i];
`;

describe("observing", () => {
  it("finds what leaves its range, gives it an explicit form, and changes nothing else", () => {
    const root = projectOf({
      "package.json": '{"type":"module"}',
      "tsconfig.json": '{"compilerOptions":{"allowJs":true,"lib":["es2015"],"types":[],"module":"nodenext"},"include":["src"]}',
      "src/pack.js": `/** @param {Uint8Array} u */\n${PACK}`,
      "src/unused.js": "/** @param {number[]} xs @param {number} i */\nexport const other = (xs, i) => xs[i];\n",
      "src/run.js":
        'import { readFileSync } from "node:fs"; import { at, pack } from "./pack.js"; const [, , name = "package.json"] = process.argv; readFileSync(name); console.log(pack(new Uint8Array([1, 2, 3])), at([1], 3), at([1], 0));\n',
    });
    const run = (): string => execFileSync(process.execPath, ["src/run.js"], { cwd: root, encoding: "utf8" });
    const before = run();
    const observed = surety(root, ["init", "--no-cache", "--observe", `"${process.execPath}" src/run.js`]);
    expect(observed).toMatchObject({ code: 0 });
    expect(observed.out).toContain("2 places left their range");
    expect(observed.out).toContain("1 of 3 guarded modules were never loaded, and nothing is known of them: `src/unused.js`");
    const { sites, exitCode, authority } = JSON.parse(readFileSync(path.join(root, "surety.observed.json"), "utf8")) as {
      sites: object[];
      exitCode: number;
      authority: object[];
    };
    expect(authority).toEqual([{ module: "src/run.js", action: "fs.read", resources: ["./package.json"] }]);
    expect(observed.out).toContain("src/run.js used `fs.read` on `./package.json`");
    expect(exitCode).toBe(0);
    expect(sites).toMatchObject([
      { file: "src/pack.js", line: 4, text: "u[i + 1]", mechanical: true, proposal: "(u[i + 1] ?? 0)", times: 1 },
      { file: "src/pack.js", line: 8, text: "xs[i]", mechanical: false },
    ]);
    const migrated = surety(root, ["migrate"]);
    expect(migrated).toMatchObject({ code: 0, err: "" });
    expect(migrated.out).toContain("src/pack.js:8:30: `xs[i]` needs a decision");
    expect(readFileSync(path.join(root, "src/pack.js"), "utf8")).toContain("r += u[i] | ((u[i + 1] ?? 0) << 8);");
    expect(run()).toBe(before);
    expect(surety(root, ["migrate", "--json"]).out).toContain('"files": []');
  });

  it("says so when nothing that is guarded was loaded", () => {
    const seen = { schemaVersion: 1, command: "npm test", exitCode: 0, sites: [], authority: [] } as const;
    const [blind, ...others] = notesOn({ ...seen, modules: { guarded: 2, notLoaded: ["a.ts", "b.ts"] } });
    expect(others).toEqual([]);
    expect(blind).toContain("none of the 2 guarded modules was loaded while `npm test` ran, so nothing is recorded");
    expect(notesOn({ ...seen, modules: { guarded: 2, notLoaded: ["b.ts"] } })[0]).toContain("no guarded access left its range");
    expect(notesOn({ ...seen, exitCode: 2, modules: { guarded: 0, notLoaded: [] } })).toEqual([
      "`npm test` ended with exit code 2: what it did not reach was not seen",
      "nothing to observe: no module holds a guard",
    ]);
  });

  it("takes packages of the same repository from the copy, and installed ones from where they are", () => {
    const top = projectOf({ "packages/a/index.js": "", "node_modules/dep/index.js": "", "node_modules/.store/far/index.js": "" });
    mkdirSync(path.join(top, "node_modules/@ws"));
    symlinkSync("../../packages/a", path.join(top, "node_modules/@ws/a"));
    symlinkSync(".store/far", path.join(top, "node_modules/far"));
    symlinkSync("nowhere", path.join(top, "node_modules/gone"));
    symlinkSync("packages/a", path.join(top, "alias"));
    const copy = projectOf({});
    copyRepository({ top, copy });
    const link = (name: string): string => readlinkSync(path.join(copy, name));
    expect(link("node_modules/@ws/a")).toBe(path.join(copy, "packages/a"));
    expect(link("alias")).toBe(path.join(copy, "packages/a"));
    expect(link("node_modules/dep")).toBe(path.join(top, "node_modules/dep"));
    expect(link("node_modules/far")).toBe(path.join(top, "node_modules/far"));
    expect(link("node_modules/gone")).toBe(path.join(top, "node_modules/gone"));
  });

  it("says what is missing", () => {
    const root = projectOf({ "package.json": "{}", "a.ts": "", "surety.observed.json": "{}" });
    expect(surety(root, ["migrate", "a.ts"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("surety.observed.json: not as `surety init --observe") as string,
    });
    expect(surety(root, ["migrate", "a.ts", "--observed", "x.json"]).err).toContain("`x.json` cannot be read");
  });
});
