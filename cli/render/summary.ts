import type { Report, ReportedObligation, RunStatistics } from "../../core/report.js";
import type { Paint } from "./lines.js";
import { count } from "./count.js";
import { renderTable } from "./table.js";

/** Files without residual obligations are folded into one row once there are more files than this. */
const MAX_FILES = 25;

interface Tally {
  obligations: number;
  proved: number;
  guarded: number;
  refuted: number;
  rejected: number;
}

function tallyBy(
  obligations: readonly ReportedObligation[],
  key: (obligation: ReportedObligation) => string,
): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const obligation of obligations) {
    const name = key(obligation);
    const tally = tallies.get(name) ?? { obligations: 0, proved: 0, guarded: 0, refuted: 0, rejected: 0 };
    tallies.set(name, tally);
    tally.obligations++;
    if (obligation.verdict === "proved") tally.proved++;
    if (obligation.verdict === "refuted") tally.refuted++;
    if (obligation.verdict !== "proved" && obligation.disposition === "guard") tally.guarded++;
    if (obligation.disposition === "reject") tally.rejected++;
  }
  return tallies;
}

function cells(name: string, tally: Tally): readonly string[] {
  return [name, ...[tally.obligations, tally.proved, tally.guarded, tally.refuted, tally.rejected].map(String)];
}

const HEAD = ["obligations", "proved", "guarded", "refuted", "rejected"] as const;

function percent(part: number, whole: number): string {
  return whole === 0 ? "" : ` (${((100 * part) / whole).toFixed(1)} %)`;
}

/** Tables by kind and by file, then one line that says it all. Ends in a line feed. */
export function renderSummary(report: Report, run: RunStatistics | null, paint: Paint): string {
  const { summary } = report;
  let text = "";
  if (report.obligations.length > 0) {
    const kinds = [...tallyBy(report.obligations, (obligation) => obligation.kind)].sort(([a], [b]) => (a < b ? -1 : 1));
    text += `\n${renderTable(
      ["kind", ...HEAD],
      kinds.map(([kind, tally]) => cells(kind, tally)),
    )}`;
    const files = [...tallyBy(report.obligations, (obligation) => obligation.file)].sort(([a], [b]) => (a < b ? -1 : 1));
    const listed = files.length > MAX_FILES ? files.filter(([, tally]) => tally.proved < tally.obligations) : files;
    const rows = listed.map(([file, tally]) => cells(file, tally));
    if (listed.length < files.length) {
      const folded = files.filter(([, tally]) => tally.proved === tally.obligations);
      const total = folded.reduce((sum, [, tally]) => sum + tally.obligations, 0);
      rows.push(
        cells(`(${String(folded.length)} files without a guard)`, {
          obligations: total,
          proved: total,
          guarded: 0,
          refuted: 0,
          rejected: 0,
        }),
      );
    }
    text += `\n${renderTable(["file", ...HEAD], rows)}`;
  }
  const { obligations, proved, refuted, guarded, rejected, overridden } = summary;
  const parts = [
    `${paint.good(`${String(proved)} proved`)}${percent(proved, obligations)}`,
    guarded > 0 ? paint.warning(`${String(guarded)} guarded`) : "0 guarded",
    refuted > 0 ? paint.error(`${String(refuted)} refuted`) : "0 refuted",
    ...(rejected > 0 ? [paint.error(`${String(rejected)} rejected`)] : []),
    ...(overridden > 0 ? [paint.warning(`${String(overridden)} overridden`)] : []),
  ];
  text += `\n${paint.bold(`${count(obligations, "obligation")} in ${count(summary.files, "file")}`)}, ${count(summary.functions, "function")}: ${parts.join(", ")}\n`;
  const tiers = Object.entries(summary.byTier)
    .filter(([, proofs]) => proofs > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([tier, proofs]) => `tier ${tier}: ${String(proofs)}`);
  if (tiers.length > 0) text += `proofs by tier: ${tiers.join(", ")}\n`;
  if (summary.tolerated > 0)
    text += `${count(summary.tolerated, "read")} tolerated: a missing element is handled where it is read\n`;
  if (summary.unsupportedFunctions > 0) {
    const constructs = Object.entries(summary.unsupported)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([construct, uses]) => `${construct} (${String(uses)})`);
    text += `${count(summary.unsupportedFunctions, "function")} with constructs that are not modelled: ${constructs.join(", ")}\n`;
  }
  text += paint.dim(`mode ${report.mode}, boundary ${report.boundary}`) + "\n";
  if (run !== null) {
    text += `${String(run.milliseconds)} ms, ${count(run.solverCalls, "solver call")}, ${count(run.solverHits, "answer")} known, ${count(run.cacheHits, "cache hit")}\n`;
  }
  return text;
}
