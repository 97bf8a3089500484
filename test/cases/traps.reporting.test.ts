/** Traps with `onViolation: "report"`: the violation is recorded, the program goes on as if unguarded, and guards prove nothing. */
import { beforeAll, describe, expect, it } from "vitest";
import { casesIn, halfOf } from "./case-files.js";
import { examineCase, stopOf, wronglyProved } from "./examine-case.js";
import { askOracle } from "./oracle-rows.js";
import { runUnguarded } from "./run-module.js";

describe.each(["traps", "own-traps"] as const)("%s", (set) => {
  const violated = new Map<string, readonly string[]>();
  beforeAll(() => {
    for (const row of askOracle(set)) violated.set(row.file, row.violatedSites);
  });

  it.each(halfOf(halfOf(casesIn(set), 0), 0))("$name", async (file) => {
    const examined = await examineCase(file, {
      outDir: `out/cases/${set}-reporting`,
      violatedSites: violated.get(`${file.name}.ts`) ?? [],
      choice: { mode: "production", onViolation: "report" },
    });
    expect(wronglyProved(examined)).toEqual([]);
    expect(examined.obligations.filter((obligation) => obligation.restsOn.length > 0)).toEqual([]);
    expect(stopOf(examined)).toBe("stopped");
    if (examined.outcome.error === null) {
      const unguarded = await runUnguarded(file);
      expect(examined.outcome.result).toBe(unguarded.result);
    }
  });
});
