import { spawnSync } from "node:child_process";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { buildProgram, verifyProgram, type BuildResult, type ReportedObligation } from "../../../compiler/api.js";
import { projectOf } from "../../cli/surety.js";

const PURE = `
import { other } from "./other.js";
import type { Grid } from "./types.js";
import { readFileSync } from "node:fs";

const TABLE = new Uint8Array(16);
for (let i = 0; i < 16; i++) TABLE[i] = i;
const LIMIT = 4711;

function pick(xs: readonly number[], i: number): number {
  return xs[i];
}
export function sumTo(xs: number[], n: number): number {
  let total = 0;
  for (let i = 0; i < n; i++) total += xs[i];
  return total;
}
export function last<T>(xs: T[]): T {
  return xs[xs.length - 1];
}
export function guarded(xs: number[]): number {
  return xs.length === 0 ? 0 : pick(xs, xs.length - 1);
}
export const throughArrow = (word: string, at: number): number => word.charCodeAt(0) + xor(at, 1)[at];
function xor(a: number, b: number): Uint8Array {
  return new Uint8Array((a ^ b) & 255);
}
export function literal(k: number): number {
  const a = new Uint8Array(8);
  return k === LIMIT ? a[k] : 0;
}
export function product(w: number, h: number, data: Uint8Array): number {
  if (w > 37 && h > 41 && Number.isInteger(w) && Number.isInteger(h) && w < 100 && h < 100 && data.length === w * h) return data[w * h];
  return 0;
}
export function ofGrid(grid: Grid, row: number): number {
  return grid.rows[row].cells[0];
}
export function rest(...xs: number[]): number {
  return xs[2];
}
export function optional(xs: number[], i = 0): number {
  return xs[i];
}
export function write(xs: Float64Array, i: number): void {
  xs[i] = 1;
}
export class Box {
  constructor(readonly items: number[]) {}
  get(i: number): number {
    return this.items[i];
  }
}
export function boxed(items: number[], i: number): number {
  return new Box(items).get(i);
}
export const usesOther = (xs: number[]): number => xs[other()];
export const reads = (xs: number[]): number => xs[readFileSync("/etc/hostname").length];
`;
const IMPURE = `
declare const hostGlobal: number;
export const filled: number[] = [];
export function clock(xs: number[]): number { return xs[Date.now()]; }
export function random(xs: number[]): number { return xs[Math.random() * 10]; }
export function alias(xs: number[]): number { const { random: r } = Math; return xs[r()]; }
export function host(xs: number[]): number { return xs[hostGlobal]; }
export function exit(xs: number[]): number { process.exit(0); return xs[1]; }
export function log(xs: number[]): number { console.log(xs); return xs[1]; }
export async function later(xs: number[]): Promise<number> { return xs[1]; }
export function* steps(xs: number[]): Generator<number> { yield xs[1]; }
export function takesFunction(xs: number[], f: () => number): number { return xs[f()]; }
export function takesAny(xs: any, i: number): number { return xs[i]; }
export function takesMap(xs: Map<string, number>, ys: number[]): number { return ys[xs.size]; }
export function takesBox(xs: Box): number { return xs.items[1]; }
export function hangs(xs: number[]): number { for (;;) if (xs.length > 1e9) break; return xs[0]; }
export function deep(xs: number[]): number { return deep(xs) + xs[0]; }
export function huge(xs: number[]): number { const all = []; for (;;) all.push(new Uint8Array(2 ** 30).fill(1)); return xs[0]; }
export function throwsFirst(xs: number[]): number { if (xs.length >= 0 || xs.length < 1) throw new RangeError("no"); return xs[0]; }
export function catches(xs: number[]): number { try { return xs[5]; } catch { return 0; } }
export function fromFilled(i: number): number { return i === 0 ? filled[0] : 0; }
function closed(xs: number[], i: number): number { return i < xs.length ? 0 : xs[0]; }
export const used = closed([1], 0);
class Box { items = [1]; }
filled.push(Number(process.argv.length));
`;
const FILES = {
  "package.json": '{ "type": "module" }',
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      target: "es2022",
      module: "nodenext",
      strict: true,
      noUncheckedIndexedAccess: false,
      types: ["node"],
      rootDir: "src",
      outDir: "out",
    },
    include: ["src"],
  }),
  "src/pure.ts": PURE,
  "src/impure.ts": IMPURE,
  "src/other.ts": "export const other = (): number => 99;\n",
  "src/types.ts": "export interface Grid { readonly rows: readonly { readonly cells: number[]; note?: string }[] }\n",
};

describe("witnesses", () => {
  let root: string;
  let built: BuildResult;
  beforeAll(async () => {
    root = projectOf(FILES);
    built = await buildProgram({ cwd: root, witness: "run", jobs: 1, safety: "memory=checked" });
  });
  const obligations = (file: string): readonly ReportedObligation[] =>
    built.report.obligations.filter((one) => one.file === `src/${file}.ts`);

  it("refute what exported functions of plain data do, through what they call", () => {
    const calls = Object.fromEntries(
      obligations("pure").flatMap((o) => (o.witness === null ? [] : [[`${o.function}: ${o.text}`, o.witness.call]])),
    );
    expect(Object.keys(calls).sort()).toEqual(
      [
        "Box.get: this.items[i]",
        "last: xs[xs.length - 1]",
        "literal: a[k]",
        "ofGrid: grid.rows[row].cells[0]",
        "ofGrid: grid.rows[row]",
        "optional: xs[i]",
        "product: data[w * h]",
        "rest: xs[2]",
        "sumTo: xs[i]",
        "throughArrow: xor(at, 1)[at]",
        "write: xs[i]",
      ].sort(),
    );
    expect(calls["sumTo: xs[i]"]).toBe("sumTo([], 1)");
    expect(calls["last: xs[xs.length - 1]"]).toBe("last([])");
    expect(calls["literal: a[k]"]).toBe("literal(4711)");
    // Only the solver knows these sizes.
    expect(calls["product: data[w * h]"]).toMatch(/^product\(\d+, \d+, new Uint8Array\(\d+\)/);
  });

  it("are none for what is impure, endless, lies or is not called from outside", () => {
    expect(
      obligations("impure")
        .filter((o) => o.verdict === "refuted")
        .map((o) => [o.function, o.witness]),
    ).toEqual([]);
    expect(obligations("impure").length).toBeGreaterThan(15);
  });

  it("keep the guard, are errors, and the ledger adds up", () => {
    const refuted = built.report.obligations.filter((o) => o.verdict === "refuted");
    for (const one of refuted) {
      expect([one.disposition, one.guard === "none", one.tier]).toEqual(["guard", false, null]);
      expect(built.report.diagnostics.filter((d) => d.obligation === one.id)).toMatchObject([
        { code: "SAFE-2002", severity: "error" },
      ]);
    }
    const { summary } = built.report;
    expect(summary.refuted).toBe(refuted.length);
    expect(summary.proved + summary.refuted + summary.unknown).toBe(summary.obligations);
  });

  it("violate exactly that obligation when they are pasted", () => {
    for (const { id, witness, file } of built.report.obligations) {
      if (witness === null) continue;
      const output = path.join(root, "out", path.basename(file, ".ts")) + ".js";
      const script = `import * as m from ${JSON.stringify(output)}; const { ${witness.call.slice(0, witness.call.indexOf("("))} } = m;
        try { ${witness.call}; console.log("nothing"); } catch (error) { console.log(error.name, error.obligation); }`;
      const ran = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
      expect([witness.call, ran.stdout.trim()]).toEqual([witness.call, `SafetyViolation ${id}`]);
    }
  });

  it("are the same every time, and none unless asked for", async () => {
    const again = await verifyProgram({ cwd: root, witness: "run", jobs: 2, safety: "memory=checked" });
    expect(again.obligations).toEqual(built.report.obligations);
    const off = await verifyProgram({ cwd: root, jobs: 1, safety: "memory=checked" });
    expect(off.summary.refuted).toBe(0);
    expect(off.obligations.map(({ id, guard }) => [id, guard])).toEqual(
      built.report.obligations.map(({ id, guard }) => [id, guard]),
    );
    await expect(verifyProgram({ cwd: root, witness: "yes" as never })).rejects.toThrow(/`witness` is `yes`/);
  });
});
