/** Unsound provers, made on purpose, are found out. All of them: `npm run fuzz -- --seeded`. */
import { describe, expect, it } from "vitest";
import { ROOT } from "../source-files.js";
import { patchedSource, runSeeded } from "./seeded.js";
import { SEEDED } from "./seeded.table.js";

describe("seeded unsoundnesses", () => {
  it.each(SEEDED.map((one) => [one.name, one] as const))("%s fits the source", (_, one) => {
    expect(patchedSource(ROOT, one).length).toBeGreaterThan(0);
  });

  it("are at least twenty, with names of their own", () => {
    expect(SEEDED.length).toBeGreaterThanOrEqual(20);
    expect(new Set(SEEDED.map(({ name }) => name)).size).toBe(SEEDED.length);
  });

  it("fail loudly when the source has changed", () => {
    const [first] = SEEDED;
    expect(() => patchedSource(ROOT, { ...first!, replace: [["no such text", ""]] })).toThrow("does not fit");
  });

  it("are found", { timeout: 1_200_000 }, async () => {
    const only = ["length-survives-unknown-calls"];
    const rows = await runSeeded(ROOT, { only, programs: 2000, seed: 100_000 });
    expect(rows).toHaveLength(only.length);
    expect(typeof rows === "string" ? rows : rows.filter((row) => row.after === null)).toEqual([]);
  });
});
