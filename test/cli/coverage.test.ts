/** Who answers for a module: header, configuration, command line, or nobody. */
import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { projectOf, surety, type Ran } from "./surety.js";

const CODE = "export const first = (xs: number[]): number => xs[0];\n";

interface Row {
  readonly code: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly message: string;
}

interface Doc {
  readonly summary: { readonly rejected: number };
  readonly obligations: readonly {
    readonly file: string;
    readonly disposition: string;
    readonly verdict: string;
    readonly guard: string;
  }[];
  readonly diagnostics: readonly Row[];
}

const decode = ({ out }: Ran): Doc => JSON.parse(out) as Doc;

const errorsOf = (doc: Doc): readonly string[] =>
  doc.diagnostics
    .filter(({ code }) => code.startsWith("SAFE-1") || code === "SAFE-2003")
    .map(({ code, file, line }) => `${code} ${file ?? ""}:${String(line)}`);

const verify = (root: string, ...args: readonly string[]): Ran =>
  surety(root, ["verify", "src", "--json", ...args], { UNCOVERED: "1" });

describe("coverage", () => {
  it("is an error where nobody answers, and changes no obligation", () => {
    const root = projectOf({ "package.json": "{}", "src/a.ts": CODE });
    const uncovered = verify(root);
    const covered = verify(root, "--safety", "memory=checked types=checked");
    expect([uncovered.code, errorsOf(decode(uncovered))]).toEqual([1, ["SAFE-1001 src/a.ts:1"]]);
    expect([covered.code, errorsOf(decode(covered))]).toEqual([0, []]);
    expect(decode(uncovered).obligations).toEqual(decode(covered).obligations);
  });

  it("comes from a header or from a configuration", () => {
    const root = projectOf({
      "package.json": "{}",
      "surety.config.json": '{ "folders": { "src/lib/**": { "safety": { "memory": "checked" } } } }',
      "src/headed.ts": `#!/usr/bin/env node\n// licence\n/** @safety memory=checked */\n${CODE}`,
      "src/lib/a.ts": CODE,
      "src/other.ts": CODE,
    });
    const ran = verify(root);
    expect([ran.code, errorsOf(decode(ran))]).toEqual([1, ["SAFE-1001 src/other.ts:1"]]);
  });

  it("rejects residual guards under memory=proved, in a module and in a function", () => {
    const root = projectOf({
      "package.json": "{}",
      "src/a.ts": `/** @safety memory=proved */\n${CODE}`,
      "src/b.ts": `/** @safety memory=checked */\n${CODE}\n/** @safety memory=proved */\nexport function last(xs: number[]): number {\n  return xs[xs.length - 1];\n}\n`,
    });
    const ran = verify(root);
    expect([ran.code, errorsOf(decode(ran))]).toEqual([1, ["SAFE-2003 src/a.ts:2", "SAFE-2003 src/b.ts:6"]]);
    expect(decode(ran).obligations.map(({ disposition, guard }) => [disposition, guard !== "none"])).toEqual([
      ["reject", true],
      ["guard", true],
      ["reject", true],
    ]);
    expect(decode(ran).summary.rejected).toBe(2);
  });

  it("says where annotations are wrong, loosen or state nothing", () => {
    const root = projectOf({
      "package.json": "{}",
      "surety.config.json": '{ "safety": { "memory": "proved" } }',
      "src/a.ts": [
        "/** @safety memory=checked */",
        "export const a = 1;",
        "/** @safety memry=proved */",
        "export function f(): void {}",
        "/** @safety memory=checked */",
        "export class C {}",
        "/** @capability fs.read */",
        "export const b = 2;",
        "/** @capabilty fs.read */",
        "export const c = 2;",
      ].join("\n"),
    });
    const ran = verify(root);
    expect(ran.code).toBe(1);
    expect(decode(ran).diagnostics.map(({ code, line, message }) => `${code} ${String(line)} ${message.slice(0, 60)}`)).toEqual([
      "SAFE-1004 1 `memory=checked` is looser than `memory=proved` of surety.co",
      "SAFE-1003 3 `memry` is no kind of safety; did you mean `memory`?",
      "SAFE-1004 5 `memory=checked` of `C` is looser than `memory=proved` of it",
      "SAFE-1003 7 the annotation belongs to nothing: it stands right before a ",
      "SAFE-1003 9 `@capabilty` is no annotation; did you mean `@capability`?",
    ]);
  });

  it("lets build write only what is covered, except in development", () => {
    const root = projectOf({ "package.json": "{}", "src/a.ts": CODE });
    const build = (...args: readonly string[]): Ran =>
      surety(root, ["build", "src", "--outDir", "out", ...args], { UNCOVERED: "1" });
    const refused = build();
    expect([refused.code, existsSync(path.join(root, "out"))]).toEqual([1, false]);
    expect(refused.err).toContain("nothing is written");
    const development = build("--mode", "development");
    expect([development.code, existsSync(path.join(root, "out/a.js"))]).toEqual([1, true]);
    expect(build("--safety", "memory=checked").code).toBe(0);
  });
});
