/** Traps in development mode: no check that can fail is removed, and running what is emitted stops there instead of going on. */
import { beforeAll, describe, expect, it } from "vitest";
import { casesIn, halfOf } from "./case-files.js";
import { examineCase, stopOf, wronglyProved } from "./examine-case.js";
import { askOracle } from "./oracle-rows.js";

describe.each(["traps", "own-traps"] as const)("%s", (set) => {
  const violated = new Map<string, readonly string[]>();
  beforeAll(() => {
    for (const row of askOracle(set)) violated.set(row.file, row.violatedSites);
  });

  it.each(halfOf(halfOf(casesIn(set), 1), 0))("$name", async (file) => {
    const examined = await examineCase(file, {
      outDir: `out/cases/${set}-development`,
      violatedSites: violated.get(`${file.name}.ts`) ?? [],
      choice: { mode: "development" },
    });
    expect(examined.violatedSites).not.toEqual([]);
    expect(wronglyProved(examined)).toEqual([]);
    expect(stopOf(examined)).toBe("stopped");
  });
});
