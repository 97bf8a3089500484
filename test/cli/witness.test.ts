import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Report } from "../../core/report.js";
import { projectOf, surety } from "./surety.js";

const SOURCE = `import { rmSync } from "node:fs";
export function sumTo(xs: number[], n: number): number {
  let total = 0;
  for (let i = 0; i < n; i++) total += xs[i];
  return total;
}
export function removes(xs: number[]): number {
  rmSync("victim");
  return xs[0];
}
export function exits(xs: number[]): number {
  process.exit(0);
  return xs[0];
}
export function fromText(xs: number[]): number {
  return xs[(xs.constructor as any).constructor("return 1")()];
}
export function evaluates(xs: number[]): number {
  return xs[eval("1") as number];
}
export function patches(xs: number[]): number {
  Array.prototype.at = () => 1;
  return xs[1];
}
`;
const project = (): string => {
  const root = projectOf({ "package.json": "{}", "a.ts": SOURCE });
  writeFileSync(path.join(root, "victim"), "v");
  return root;
};

// Several processes each.
describe("--witness", { timeout: 600_000 }, () => {
  it("run: a refuted obligation is an error with the call, nothing impure is run, exit code 1", () => {
    const root = project();
    const ran = surety(root, ["verify", "a.ts", "--witness", "run"]);
    expect(ran).toMatchObject({ code: 1, err: "" });
    expect(ran.out).toMatch(
      /^a\.ts\(4,40\): error SAFE-2002: `xs\[i\]` is out of range: `sumTo\(\[\], 1\)` reaches it: index 0, length 0$/m,
    );
    expect(ran.out.match(/SAFE-2002/g)).toHaveLength(1);
    expect(ran.out).toContain("1 refuted");
    expect(existsSync(path.join(root, "victim"))).toBe(true);

    const explained = surety(root, ["explain", "a.ts:4", "--witness", "run"]);
    expect(explained.code).toBe(0);
    expect(explained.out).toMatch(/^ {2}witness {6}`sumTo\(\[\], 1\)`: index 0, length 0$/m);
  });

  it("is off by default, in build too", () => {
    const root = project();
    const ran = surety(root, ["build", "a.ts", "--outDir", "out", "--json"]);
    // Nobody grants it what it would do to files and processes.
    expect(ran.code).toBe(1);
    const { summary, obligations } = JSON.parse(ran.out) as Report;
    expect([summary.refuted, obligations.every((o) => o.verdict !== "refuted")]).toEqual([0, true]);
  });

  it("says that it executes code, and takes no other value", () => {
    for (const command of ["verify", "build", "explain"]) {
      expect(surety("/", [command, "--help"]).out.replace(/\s+/g, " ")).toMatch(
        /--witness <mode> off or run: `run` EXECUTES .*\(default: "off"\)/,
      );
    }
    expect(surety("/", ["verify", "--witness", "on"]).code).toBe(2);
    expect(surety("/", ["assumptions", "--witness", "run"]).code).toBe(2);
  });

  it("run: what a function requires is not refuted by calls that do not give it, and is kept in what is run", () => {
    const cwd = projectOf({
      "package.json": "{}",
      "a.ts": `/** @requires Number.isInteger(i) && 0 <= i && i < xs.length */
export function at(xs: number[], i: number): number {
  return xs[i];
}
/** @ensures result < 3 */
export function small(n: number): number {
  return n;
}
`,
    });
    const { out } = surety(cwd, ["verify", "a.ts", "--witness", "run", "--json"]);
    const { obligations } = JSON.parse(out) as Report;
    expect(obligations.map(({ line, verdict }) => [line, verdict])).toEqual([
      [1, "unknown"],
      [3, "unknown"],
      [7, "refuted"],
    ]);
  });
});
