/** Files whose accesses are all in range: guards change nothing, and every proof holds as an assertion. */
import { describe, expect, it } from "vitest";
import { casesIn, halfOf } from "./case-files.js";
import { examineCase } from "./examine-case.js";
import { runUnguarded } from "./run-module.js";

describe.each(["provable", "own-provable", "programs"] as const)("%s", (set) => {
  describe.each(["production", "development"] as const)("%s", (mode) => {
    // Each alone in one of the modes, all in production by build.test.ts. Development keeps every check as an assertion.
    const files = halfOf(casesIn(set), mode === "production" ? 0 : 1);
    it.each(files)("$name computes the same guarded", async (file) => {
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
