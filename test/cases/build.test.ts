/** The cases through the command line, all of a set as one program: what `surety build` writes, run. */
import { beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../core/report.js";
import { casesIn, touchesIntrinsics, type CaseFile } from "./case-files.js";
import { stopOf, wronglyProved } from "./examine-case.js";
import { askOracle } from "./oracle-rows.js";
import { runModule, runUnguarded, type Outcome } from "./run-module.js";
import { buildCases, concurrently, type BuiltCases } from "./surety-command.js";

/** Issue 2 leaves these out of the figure: a counting argument, and two cases that are not here. */
const HARDEST = ["35", "36", "60"];
const REQUIRED = 0.6;

interface Built {
  readonly report: Report;
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

async function buildAndRun(files: readonly CaseFile[], outDir: string): Promise<Built> {
  const paths = files.map((file) => file.path);
  const built: BuiltCases = await buildCases(paths, outDir, ["--mode", "production"]);
  const outcomes = await concurrently(files, 2, (file) => runModule(file, built.emitted(file.name), "guarded"));
  return { report: built.report, outcomes: new Map(files.map((file, index) => [file.name, outcomes[index]!])) };
}

function proofRate(report: Report, files: readonly CaseFile[]): { readonly rows: readonly string[]; readonly fraction: number } {
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

describe.each(["provable", "own-provable", "programs"] as const)("%s", (set) => {
  const files = casesIn(set);
  let built: Built | null = null;
  beforeAll(async () => {
    built = await buildAndRun(files, `out/cases/${set}-build`);
  });

  it.each(files)("$name computes the same as built", async (file) => {
    const unguarded = await runUnguarded(file);
    expect(built?.outcomes.get(file.name)).toEqual(unguarded);
  });

  if (set === "provable") {
    it("proves enough sites", () => {
      const { rows, fraction } = proofRate(built!.report, files);
      expect(fraction, rows.join("\n")).toBeGreaterThanOrEqual(REQUIRED);
    });
  }
});

describe.each(["traps", "own-traps"] as const)("%s", (set) => {
  // What tampers with intrinsics disarms assumption A2 for the whole program, and would hide wrong proofs.
  const files = casesIn(set).filter((file) => !touchesIntrinsics(file));
  let built: Built | null = null;
  const violated = new Map<string, readonly string[]>();
  beforeAll(async () => {
    built = await buildAndRun(files, `out/cases/${set}-build`);
    for (const row of askOracle(set)) violated.set(row.file, row.violatedSites);
  });

  it("relies on original intrinsics", () => {
    expect(built!.report.obligations.filter((obligation) => obligation.assumptions.includes("A2"))).not.toEqual([]);
  });

  it.each(files)("$name stops as built", (file) => {
    const examined = {
      file,
      obligations: built!.report.obligations.filter((obligation) => obligation.file === file.path),
      outcome: built!.outcomes.get(file.name)!,
      violatedSites: violated.get(`${file.name}.ts`) ?? [],
    };
    expect(wronglyProved(examined)).toEqual([]);
    expect(stopOf(examined)).toBe("stopped");
  });
});
