/** The independent oracle confirms the marks of every case. */
import { describe, expect, it } from "vitest";
import { casesIn } from "./case-files.js";
import { askOracle } from "./oracle-rows.js";

describe("oracle", () => {
  it.each(["provable", "own-provable", "programs", "traps", "own-traps"] as const)("confirms every file of %s", (set) => {
    const rows = askOracle(set);
    expect(rows.filter((row) => !row.ok)).toEqual([]);
    expect(rows.map((row) => row.file).sort()).toEqual(casesIn(set).map((file) => `${file.name}.ts`));
  });

  it("knows enough cases", () => {
    expect(casesIn("own-traps").length).toBeGreaterThanOrEqual(50);
    expect(casesIn("own-provable").length).toBeGreaterThanOrEqual(30);
  });
});
