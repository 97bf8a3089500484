/** What `surety explain` says of an obligation, as data. */
import { ASSUMPTIONS, type AssumptionRow } from "../core/assumptions.js";
import type { ModulePlan, PlannedSite } from "../core/plan.js";
import type { ReportedObligation, Report } from "../core/report.js";
import { adviseOn } from "./render/advice.js";
import { describeGoal } from "./render/goal.js";

export interface Explanation {
  readonly obligation: ReportedObligation;
  readonly goal: string;
  /** Sentences about the source that the proof uses. */
  readonly facts: readonly string[];
  /** What is known of the operands where there is no proof. */
  readonly known: readonly string[];
  /** Built-in functions that must be the original ones. */
  readonly intrinsics: readonly string[];
  readonly assumptions: readonly AssumptionRow[];
  readonly restsOn: readonly ReportedObligation[];
  readonly advice: readonly string[];
}

/** Explanations of the given obligations, in the order of the report. */
export function explainObligations(
  report: Report,
  plans: readonly ModulePlan[],
  chosen: (obligation: ReportedObligation) => boolean,
): readonly Explanation[] {
  const planned = new Map<string, PlannedSite>(plans.flatMap((plan) => plan.sites.map((site) => [site.id, site] as const)));
  const reported = new Map(report.obligations.map((obligation) => [obligation.id, obligation]));
  return report.obligations.filter(chosen).flatMap((obligation) => {
    const site = planned.get(obligation.id);
    if (site === undefined) return [];
    const evidence = site.verdict.kind === "proved" ? site.verdict.evidence : null;
    return [
      {
        obligation,
        goal: describeGoal(site.site),
        facts: evidence?.facts ?? [],
        known: site.verdict.kind === "unknown" && site.verdict.reason.kind === "noProof" ? site.verdict.reason.need.known : [],
        intrinsics: evidence?.intrinsics ?? [],
        assumptions: ASSUMPTIONS.filter((row) => obligation.assumptions.includes(row.id)),
        restsOn: obligation.restsOn.flatMap((id) => reported.get(id) ?? []),
        advice: adviseOn(site.site, site.verdict),
      },
    ];
  });
}
