/** Files whose accesses are all in range: guards change nothing, and every proof holds as an assertion. */
import { describe, expect, it } from "vitest";
import { casesIn, halfOf } from "./case-files.js";
import { examineCase } from "./examine-case.js";
import { runUnguarded } from "./run-module.js";

describe.each(["provable", "own-provable", "programs"] as const)("%s", (set) => {
  describe.each(["production", "development"] as const)("%s", (mode) => {
    const files = casesIn(set);
    // Development keeps every check as an assertion: half of the cases show that.
    it.each(mode === "production" ? files : halfOf(files, 1))("$name computes the same guarded", async (file) => {
      const unguarded = await runUnguarded(file);
      const outDir = `out/cases/${set}-${mode}`;
      const { obligations, outcome } = await examineCase(file, { outDir, violatedSites: [], choice: { mode } });
      expect(unguarded.error).toBeNull();
      expect(outcome).toEqual(unguarded);
      expect(obligations.length).toBeGreaterThan(0);
      expect(obligations.filter((obligation) => obligation.verdict === "refuted")).toEqual([]);
    });
  });
});
