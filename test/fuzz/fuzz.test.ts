/** The fuzzer, for about a minute with the programs of coverage.test.ts: fixed seeds, none of which may show a proof gone wrong. */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { ROOT } from "../source-files.js";
import { createRandom } from "./random.js";
import { generate } from "./generate.js";
import { parseOptions } from "./options.js";

function command(...args: readonly string[]): { readonly code: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["test/fuzz/fuzz.mjs", ...args], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return { code: status, output: stdout + stderr };
}

describe("fuzz", () => {
  it("finds nothing", { timeout: 1_200_000 }, () => {
    const { code, output } = command("--programs", "30", "--seed", "7000", "--no-store");
    expect(output).not.toContain("UNSOUND");
    expect(output).not.toContain("crash");
    expect(output).toContain("30 of 30 programs");
    expect(code).toBe(0);
  });

  it("makes the same program of the same seed", () => {
    expect(generate(17)).toEqual(generate(17));
    expect(generate(17).text).not.toBe(generate(18).text);
    const random = createRandom(3);
    expect(Array.from({ length: 200 }, () => random.int(2, 5)).every((n) => n >= 2 && n <= 5)).toBe(true);
  });

  it.each([
    [["--programs", "0"], "--programs is `0`"],
    [["--boundary", "open"], "--boundary is `open`"],
    [["--mode", "x"], "--mode is `x`"],
    [["--seed", "-1"], "--seed"],
    [["--frobnicate"], "--frobnicate"],
  ])("is used wrongly by %j", (args, message) => {
    expect(parseOptions(args)).toContain(message);
  });

  it.each([
    [["--jobs", "none"], "usage: npm run fuzz"],
    [["--seeded", "--only", "nothing"], "no seeded unsoundness is called nothing"],
  ])("says so, and ends: %j", (args, message) => {
    const { code, output } = command(...args);
    expect(output).toContain(message);
    expect(code).toBe(2);
  });
});
