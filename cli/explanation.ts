/** What `surety explain` says of an obligation, as data. */
import { ASSUMPTIONS, type AssumptionRow } from "../core/assumptions.js";
import type { ModulePlan, PlannedCapability } from "../core/plan.js";
import type { ReportedObligation, Report } from "../core/report.js";
import type { Verdict } from "../core/verdict.js";
import { capabilityText } from "../policy/annotations/capability.js";
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

interface Planned {
  readonly verdict: Verdict;
  readonly goal: () => string;
  readonly advice: () => readonly string[];
}

function capabilityGoal({ capability }: PlannedCapability, { module, grant }: ModulePlan): string {
  const granted = grant.length === 0 ? "nothing" : grant.map((one) => `\`${capabilityText(one)}\``).join(", ");
  return `what \`${module}\` is granted (${granted}) covers \`${capabilityText(capability)}\``;
}

/** Explanations of the given obligations, in the order of the report. */
export function explainObligations(
  report: Report,
  plans: readonly ModulePlan[],
  chosen: (obligation: ReportedObligation) => boolean,
): readonly Explanation[] {
  const planned = new Map<string, Planned>(
    plans.flatMap((plan) => [
      ...plan.sites.map((site): [string, Planned] => [
        site.id,
        { verdict: site.verdict, goal: () => describeGoal(site.site), advice: () => adviseOn(site.site, site.verdict) },
      ]),
      ...plan.capabilities.map((one): [string, Planned] => [
        one.id,
        { verdict: one.verdict, goal: () => capabilityGoal(one, plan), advice: () => [] },
      ]),
    ]),
  );
  const reported = new Map(report.obligations.map((obligation) => [obligation.id, obligation]));
  return report.obligations.filter(chosen).flatMap((obligation) => {
    const found = planned.get(obligation.id);
    if (found === undefined) return [];
    const { verdict } = found;
    const evidence = verdict.kind === "proved" ? verdict.evidence : null;
    return [
      {
        obligation,
        goal: found.goal(),
        facts: evidence?.facts ?? [],
        known: verdict.kind === "unknown" && verdict.reason.kind === "noProof" ? verdict.reason.need.known : [],
        intrinsics: evidence?.intrinsics ?? [],
        assumptions: ASSUMPTIONS.filter((row) => obligation.assumptions.includes(row.id)),
        restsOn: obligation.restsOn.flatMap((id) => reported.get(id) ?? []),
        advice: found.advice(),
      },
    ];
  });
}
