/** Traps: files that really leave the range on their marked lines. No check there may be removed, and running them must stop there. */
import { beforeAll, describe, expect, it } from "vitest";
import type { Report, ReportedObligation, ReportedToleration } from "../../core/report.js";
import { casesIn, touchesIntrinsics, type CaseFile, type CaseSet } from "./case-files.js";
import { askOracle } from "./oracle-rows.js";
import { emitUnguarded, runModule, type Outcome } from "./run-module.js";
import { buildCases, concurrently, type BuiltCases } from "./surety-command.js";

interface Examined {
  readonly file: CaseFile;
  /** Obligations of this file. */
  readonly obligations: readonly ReportedObligation[];
  readonly tolerated: readonly ReportedToleration[];
  readonly outcome: Outcome;
  /** As the oracle names them. */
  readonly violatedSites: readonly string[];
}

interface Build {
  readonly name: string;
  readonly options: readonly string[];
}

const STOPPING: readonly Build[] = [
  { name: "production", options: ["--mode", "production"] },
  { name: "development", options: ["--mode", "development"] },
];
const REPORTING: Build = { name: "reporting", options: ["--mode", "production", "--on-violation", "report"] };

/** How the engine refuses to change what `@surety/runtime/harden` has made permanent. */
const HARDENED = /read only property|redefine property|not extensible|which has only a getter/u;

async function examine(set: CaseSet, { name: build, options }: Build): Promise<ReadonlyMap<string, Examined>> {
  const files = casesIn(set);
  const together = files.filter((file) => !touchesIntrinsics(file));
  const alone = files.filter(touchesIntrinsics);
  const outDir = `out/cases/${set}-${build}`;
  const built = new Map<string, BuiltCases>();
  const joint = await buildCases(
    together.map((file) => file.path),
    `${outDir}/together`,
    options,
  );
  for (const file of together) built.set(file.name, joint);
  await concurrently(alone, 2, async (file) => {
    built.set(file.name, await buildCases([file.path], `${outDir}/${file.name}`, options));
  });
  const outcomes = await concurrently(files, 2, (file) => runModule(built.get(file.name)!.emitted(file.name)));
  const violated = new Map(askOracle(set, build).map((row) => [row.file, row.violatedSites]));
  return new Map(
    files.map((file, index) => {
      const { report } = built.get(file.name)!;
      const violatedSites = violated.get(`${file.name}.ts`) ?? [];
      return [file.name, { ...describeCase(file, report), outcome: outcomes[index]!, violatedSites }];
    }),
  );
}

function describeCase(file: CaseFile, report: Report): Pick<Examined, "file" | "obligations" | "tolerated"> {
  return {
    file,
    obligations: report.obligations.filter((obligation) => obligation.file === file.path),
    tolerated: report.tolerated.filter((read) => read.file === file.path),
  };
}

const siteOf = ({ kind, line, column }: ReportedObligation): string => `${kind.replace("bounds.", "")} ${line}:${column}`;

/**
 * Proofs of accesses that go wrong. A marked line may hold innocent accesses too, so the oracle's places decide; what has another
 * place there (an element of a pattern) is judged by its line. The oracle goes on after a violation, guarded code does not: a proof
 * may rest on a guard that stops the program before.
 */
function wronglyProved({ obligations, tolerated, violatedSites }: Examined): readonly string[] {
  const byId = new Map(obligations.map((one) => [one.id, one]));
  const known = new Set([...obligations.map(siteOf), ...tolerated.map(({ line, column }) => `read ${line}:${column}`)]);
  const lines = new Set(violatedSites.filter((site) => !known.has(site)).map((site) => Number(/ (\d+):/u.exec(site)?.[1])));
  const goesWrong = (one: ReportedObligation): boolean => violatedSites.includes(siteOf(one)) || lines.has(one.line);
  const isStoppedBefore = (one: ReportedObligation): boolean =>
    one.restsOn.some((id) => {
      const guard = byId.get(id);
      return guard !== undefined && (guard.verdict === "proved" ? isStoppedBefore(guard) : goesWrong(guard));
    });
  return obligations
    .filter((one) => one.verdict === "proved" && goesWrong(one) && !isStoppedBefore(one))
    .map((one) => `${siteOf(one)}: \`${one.text}\` is proved by tier ${one.tier ?? "?"}`);
}

/** Whether the file stopped where it must, in words that say what happened instead. */
function stopOf({ file, obligations, tolerated, outcome }: Examined): string {
  const marked = new Set(file.outOfRange);
  const recorded = outcome.recorded.find((event) => event.file === file.path && marked.has(event.line));
  if (recorded !== undefined) return recorded.proved ? `a proved guard failed at line ${recorded.line}` : "stopped";
  const trapped = obligations.some((obligation) => marked.has(obligation.line) && obligation.guard === "trap");
  if (trapped && outcome.error?.name === "TypeError") return "stopped";
  // What goes out of range there may be tolerated (semantics.md): then nothing can be asked of the line.
  if (file.outOfRange.every((line) => tolerated.some((read) => read.line === line))) return "stopped";
  // Hardening (A2) refuses the replacement itself, before the marked line is reached.
  if (touchesIntrinsics(file) && outcome.error !== null && HARDENED.test(outcome.error.message)) return "stopped";
  if (outcome.error !== null) return `${outcome.error.name}: ${outcome.error.message} (line ${outcome.error.line ?? "unknown"})`;
  return `went on and returned ${outcome.result ?? "nothing"}`;
}

describe.each(["traps", "own-traps"] as const)("%s", (set) => {
  const files = casesIn(set);
  const names = files.map((file) => file.name);

  describe.each(STOPPING)("$name", (build) => {
    let examined: ReadonlyMap<string, Examined> = new Map();
    beforeAll(async () => {
      examined = await examine(set, build);
    });

    it.each(names)("%s", (name) => {
      const one = examined.get(name)!;
      expect(one.violatedSites).not.toEqual([]);
      expect(wronglyProved(one)).toEqual([]);
      expect(stopOf(one)).toBe("stopped");
    });
  });

  describe(REPORTING.name, () => {
    let examined: ReadonlyMap<string, Examined> = new Map();
    let unguarded: ReadonlyMap<string, Outcome> = new Map();
    beforeAll(async () => {
      examined = await examine(set, REPORTING);
      const outcomes = await concurrently(files, 2, (file) => runModule(emitUnguarded(file, `out/cases/${set}-unguarded`)));
      unguarded = new Map(names.map((name, index) => [name, outcomes[index]!]));
    });

    it.each(names)("%s is reported and goes on", (name) => {
      const one = examined.get(name)!;
      expect(wronglyProved(one)).toEqual([]);
      expect(one.obligations.filter((obligation) => obligation.restsOn.length > 0)).toEqual([]);
      expect(stopOf(one)).toBe("stopped");
      if (!touchesIntrinsics(one.file)) expect(one.outcome.result).toBe(unguarded.get(name)?.result);
    });
  });
});
