/** Files whose accesses are all in range: guards change nothing, assertions hold, and most sites are proved. */
import { beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../core/report.js";
import { casesIn, type CaseFile, type CaseSet } from "./case-files.js";
import { emitUnguarded, runModule, type Outcome } from "./run-module.js";
import { buildCases, concurrently, type BuiltCases } from "./surety-command.js";

/** Issue 2 leaves these out of the figure: a counting argument, and two cases that are not here. */
const HARDEST = ["35", "36", "60"];
const REQUIRED = 0.6;

async function runAll(files: readonly CaseFile[], emitted: (file: CaseFile) => string): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = await concurrently(files, 2, (file) => runModule(emitted(file)));
  return new Map(files.map((file, index) => [file.name, outcomes[index]!]));
}

function rate(report: Report, files: readonly CaseFile[]): { readonly rows: readonly string[]; readonly fraction: number } {
  let sites = 0;
  let proved = 0;
  const rows = files.map((file) => {
    const own = report.obligations.filter((obligation) => obligation.file === file.path);
    const ownProved = own.filter((obligation) => obligation.verdict === "proved");
    if (!HARDEST.some((number) => file.name.startsWith(`${number}-`))) {
      sites += own.length;
      proved += ownProved.length;
    }
    return `${file.name}: ${ownProved.length}/${own.length}`;
  });
  return { rows, fraction: sites === 0 ? 0 : proved / sites };
}

describe.each(["provable", "own-provable"] as const)("%s", (set: CaseSet) => {
  const files = casesIn(set);
  let unguarded: ReadonlyMap<string, Outcome> = new Map();
  beforeAll(async () => {
    unguarded = await runAll(files, (file) => emitUnguarded(file, `out/cases/${set}-unguarded`));
  });

  describe.each(["production", "development"] as const)("%s", (mode) => {
    let built: BuiltCases | null = null;
    let guarded: ReadonlyMap<string, Outcome> = new Map();
    beforeAll(async () => {
      const build = await buildCases(
        files.map((file) => file.path),
        `out/cases/${set}-${mode}`,
        ["--mode", mode],
      );
      built = build;
      guarded = await runAll(files, (file) => build.emitted(file.name));
    });

    it.each(files.map((file) => file.name))("%s computes the same guarded", (name) => {
      expect(unguarded.get(name)?.error).toBeNull();
      expect(guarded.get(name)?.recorded).toEqual([]);
      expect(guarded.get(name)?.error).toBeNull();
      expect(guarded.get(name)?.result).toBe(unguarded.get(name)?.result);
    });

    it("has a site in every file, and refutes none", () => {
      const report = built!.report;
      expect(report.obligations.filter((obligation) => obligation.verdict === "refuted")).toEqual([]);
      const without = files.filter((file) => !report.obligations.some((obligation) => obligation.file === file.path));
      expect(without.map((file) => file.name)).toEqual([]);
    });

    if (set === "provable" && mode === "production") {
      it("proves enough sites", () => {
        const { rows, fraction } = rate(built!.report, files);
        expect(fraction, rows.join("\n")).toBeGreaterThanOrEqual(REQUIRED);
      });
    }
  });
});
