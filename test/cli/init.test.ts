/** `surety init`, as a team uses it on its first day and after. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { projectOf, surety } from "./surety.js";

const A =
  "declare const process: { env: { [name: string]: string } };\nexport const debug = process.env.DEBUG;\n/** Reads. */\nexport function f(xs: number[], i: number): number { return xs[i]; }\n";
const files = {
  "package.json": "{}",
  "tsconfig.json": '{"compilerOptions":{"target":"es2022","lib":["es5"],"module":"nodenext","types":[]},"include":["src"]}',
  "src/a.ts": A,
  "src/b.ts":
    "export function sum(): number { const xs = [1, 2]; let s = 0; for (let i = 0; i < xs.length; i++) s += xs[i]; return s; }\n",
};
const baselineIn = (root: string) =>
  JSON.parse(readFileSync(path.join(root, "surety.baseline.json"), "utf8")) as { files: object };

describe("surety init", () => {
  it("writes once, holds what was found, and lowers", () => {
    const root = projectOf(files);
    const written = surety(root, ["init", "--no-cache", "--annotate"]);
    expect(written).toMatchObject({ code: 0, err: "" });
    expect(written.out).toContain("Next:");
    expect(readFileSync(path.join(root, "src/a.ts"), "utf8")).toMatch(
      /^\/\*\*\n \* @safety memory=checked .*\n \* @capability env\.read\("DEBUG"\)\n \*\/\n\ndeclare/,
    );
    expect(readFileSync(path.join(root, "src/b.ts"), "utf8")).toContain("@safety memory=proved types=checked");
    expect(baselineIn(root).files).toEqual({ "src/a.ts": { "bounds.read": 1 } });

    expect(surety(root, ["verify"], { UNCOVERED: "1" })).toMatchObject({ code: 0 });
    writeFileSync(path.join(root, "src/a.ts"), `${A}export const g = (xs: number[], i: number) => xs[i];\n`);
    const risen = surety(root, ["verify"], { UNCOVERED: "1" });
    expect(risen.code).toBe(1);
    expect(risen.out).toContain(
      "src/a.ts: error SAFE-1020: 2 `bounds.read` obligations are not proved, and `surety.baseline.json` allows 1",
    );

    writeFileSync(path.join(root, "src/a.ts"), "export const n = 1;\n");
    expect(surety(root, ["verify"], { UNCOVERED: "1" }).out).toContain(
      "surety.baseline.json: note SAFE-1021: 1 fewer obligation is left unproved",
    );
    expect(surety(root, ["init", "--no-cache", "--update-baseline"]).code).toBe(0);
    expect(baselineIn(root).files).toEqual({});
  });

  it("keeps what others wrote, unless told otherwise, and shows what it would do", () => {
    const root = projectOf({ ...files, "surety.config.json": '{"cache": {}}' });
    const kept = surety(root, ["init", "--no-cache", "--dry-run"]);
    expect(kept.code).toBe(1);
    expect(kept.out).toContain("kept       surety.config.json");
    expect(kept.out).toContain('+  "safety": {');
    expect(() => baselineIn(root)).toThrow("ENOENT");
    const forced = surety(root, ["init", "--no-cache", "--force", "--json"]);
    expect(forced.code).toBe(0);
    expect(JSON.parse(forced.out)).toMatchObject({
      written: true,
      files: [{ status: "write" }, { file: "surety.baseline.json" }],
    });
    const config = JSON.parse(readFileSync(path.join(root, "surety.config.json"), "utf8")) as object;
    expect(Object.keys(config)).toEqual(["cache", "safety", "folders", "grants", "packages"]);
    expect(config).toMatchObject({ folders: { "src/b.ts": { safety: { memory: "proved" } } } });
    expect(surety(root, ["verify"], { UNCOVERED: "1" }).code).toBe(0);
    writeFileSync(path.join(root, "src/b.ts"), "export const at = (xs: number[], i: number): number => xs[i];\n");
    expect(surety(root, ["verify"], { UNCOVERED: "1" }).out).toContain("error SAFE-2003");
  });

  it("says what is wrong with what stands there", () => {
    const wrong = surety(projectOf({ ...files, "surety.config.json": '{"grant": []}' }), ["init"]);
    expect(wrong).toMatchObject({ code: 2, out: "" });
    expect(wrong.err).toContain("surety.config.json: /grant: unknown key; did you mean `grants`?");
  });
});
