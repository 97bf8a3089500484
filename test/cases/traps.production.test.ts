/** Traps in production mode: no check that can fail is removed, and running what is emitted stops there instead of going on. */
import { beforeAll, describe, expect, it } from "vitest";
import { casesIn, halfOf, touchesIntrinsics } from "./case-files.js";
import { examineCase, stopOf, wronglyProved } from "./examine-case.js";
import { askOracle } from "./oracle-rows.js";

describe.each(["traps", "own-traps"] as const)("%s", (set) => {
  const violated = new Map<string, readonly string[]>();
  beforeAll(() => {
    for (const row of askOracle(set)) violated.set(row.file, row.violatedSites);
  });

  // What build.test.ts has no place for, and half of the others, which it examines as parts of one program.
  const files = casesIn(set);
  const half = new Set(halfOf(files, 1));
  it.each(files.filter((file) => touchesIntrinsics(file) || half.has(file)))("$name", async (file) => {
    const examined = await examineCase(file, {
      outDir: `out/cases/${set}-production`,
      violatedSites: violated.get(`${file.name}.ts`) ?? [],
      choice: { mode: "production" },
    });
    expect(examined.violatedSites).not.toEqual([]);
    expect(wronglyProved(examined)).toEqual([]);
    expect(stopOf(examined)).toBe("stopped");
  });
});
