import { describe, expect, it } from "vitest";
import type { Report } from "../../core/report.js";
import { projectOf, surety } from "./surety.js";

const TEXT = `export function at(items: number[], index: number): number {
  return items[index] + (items[0] ?? 1);
}
function sum(): number {
  const items = [1, 2, 3];
  let total = 0;
  for (let i = 0; i < items.length; i++) total += items[i];
  return total;
}
export const total = sum();
`;

const PROJECT = {
  "package.json": "{}",
  "tsconfig.json": '{ "compilerOptions": { "strict": true, "types": [] }, "include": ["src"] }',
  "src/a.ts": TEXT,
};

function idsOf(cwd: string): readonly string[] {
  return (JSON.parse(surety(cwd, ["verify", "--json"]).out) as Report).obligations.map(({ id }) => id);
}

describe("surety explain", () => {
  it("explains a line: goal, verdict, reason, what would help", () => {
    const ran = surety(projectOf(PROJECT), ["explain", "src/a.ts:2"]);
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(ran.out).toContain("bounds.read `items[index]`");
    expect(ran.out).toContain("`index < items.length`");
    expect(ran.out).toContain("not proved");
    expect(ran.out).toMatch(/reason +cannot show/);
    expect(ran.out).toContain("would help");
  });

  it("explains a proof: facts, tier, assumptions", () => {
    const ran = surety(projectOf(PROJECT), ["explain", "src/a.ts:7:53", "--json"]);
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(JSON.parse(ran.out)).toMatchObject({
      schemaVersion: 1,
      explanations: [{ obligation: { text: "items[i]", verdict: "proved" }, wouldHelp: [] }],
    });
  });

  it("takes an id, or six digits of it, in the program of the working directory", () => {
    const cwd = projectOf(PROJECT);
    const [id = ""] = idsOf(cwd);
    const whole = surety(cwd, ["explain", id]);
    expect(whole.out).toContain(id);
    expect(surety(cwd, ["explain", id.slice(0, 6)])).toEqual(whole);
    expect(surety(cwd, ["explain", id, "src/a.ts"]).out).toContain(id);
  });

  it("says what to do about an unknown id, an empty line, a tolerated read, a file that does not parse", () => {
    const cwd = projectOf({ ...PROJECT, "src/bad.ts": "export (" });
    expect(surety(cwd, ["explain", "0000000000"])).toMatchObject({ code: 2, out: "" });
    const empty = surety(cwd, ["explain", "src/a.ts:5"]);
    expect(empty).toMatchObject({ code: 2, out: "" });
    expect(empty.err).toContain("the nearest is at line 7");
    expect(surety(cwd, ["explain", "src/bad.ts:1"]).err).toContain("nothing in `src/bad.ts` is verified");
  });

  it.each([
    [
      "a loop up to a parameter",
      "export function f(xs: Float64Array, n: number): number { let s = 0; for (let i = 0; i < n; i++) s += xs[i]!; return s; }",
      "Number.isInteger(n) && n >= 0 && n <= xs.length",
      true,
    ],
    [
      "a product of two parameters",
      "export function f(a: Float64Array, w: number, h: number): void { for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) a[y * w + x] = 1; }",
      "w * h <= a.length",
      true,
    ],
    [
      "a value read before the loop",
      "export function f(a: Float64Array, o: { n: number }): void { const n = o.n | 0; for (let i = 0; i < n; i++) a[i] = 1; }",
      "n <= a.length",
      false,
    ],
  ])("names the condition that an unproved site lacks: %s", (_, text, condition, contract) => {
    const { out } = surety(projectOf({ ...PROJECT, "src/a.ts": text }), ["explain", "src/a.ts:1", "--boundary", "trusted"]);
    expect(out).toMatch(/; needs `/u);
    expect(out).toContain(condition);
    expect(out.includes("or `@requires` would give it")).toBe(contract);
  });
});
