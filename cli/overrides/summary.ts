/** Overrides in numbers: what reports, gates and dashboards show. */
import type { InspectedOverrides } from "../../compiler/overrides/inspect-overrides.js";
import type { OverrideGate } from "../../policy/config/approvers.js";
import { count } from "../render/count.js";
import { visible } from "../render/printable.js";
import { placeText } from "./list.js";

const DAY = 86_400_000;

export interface OverrideRow {
  readonly place: string;
  readonly target: string;
  readonly requester: string;
  readonly approvers: readonly string[];
  readonly until: string;
  readonly ageDays: number;
  readonly daysLeft: number;
  readonly emergency: boolean;
  readonly freed: number;
  readonly justification: string;
}

export interface OverrideSummary {
  readonly inForce: number;
  readonly refused: number;
  readonly emergencies: number;
  readonly freed: number;
  readonly oldestDays: number;
  readonly expiringSoon: number;
  readonly byOwner: Readonly<Record<string, number>>;
  readonly rows: readonly OverrideRow[];
  readonly refusals: readonly {
    readonly place: string;
    readonly target: string;
    readonly reason: string;
    readonly message: string;
  }[];
}

export function summarise(
  { judged, lost, policy }: InspectedOverrides,
  { cwd, now }: { readonly cwd: string; readonly now: number },
): OverrideSummary {
  const rows = judged.inForce.map((one): OverrideRow => ({
    place: placeText(one.scope, cwd),
    target: one.scope.target,
    requester: one.requester,
    approvers: one.approvers,
    until: one.until,
    ageDays: Math.floor((now - Date.parse(one.requested)) / DAY),
    daysLeft: Math.floor((Date.parse(one.until) - now) / DAY),
    emergency: one.emergency,
    freed: one.freed.length,
    justification: one.scope.justification,
  }));
  const byOwner = new Map<string, number>();
  for (const { requester } of rows) byOwner.set(requester, (byOwner.get(requester) ?? 0) + 1);
  return {
    inForce: rows.length,
    refused: judged.refused.length + lost.length,
    emergencies: rows.filter(({ emergency }) => emergency).length,
    freed: rows.reduce((sum, { freed }) => sum + freed, 0),
    oldestDays: Math.max(0, ...rows.map(({ ageDays }) => ageDays)),
    expiringSoon: rows.filter(({ until }) => now >= Date.parse(until) - policy.expiringSoonDays * DAY).length,
    byOwner: Object.fromEntries([...byOwner].sort(([a], [b]) => (a < b ? -1 : 1))),
    rows: rows.sort((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : a.place < b.place ? -1 : 1)),
    refusals: [
      ...judged.refused.map(({ scope, reason, message }) => ({
        place: placeText(scope, cwd),
        target: scope.target,
        reason,
        message,
      })),
      ...lost.map((one) => ({ place: placeText(one, cwd), target: "", reason: "malformed", message: one.message })),
    ],
  };
}

/** What a gate does not let pass, in words. */
export function gateProblems(
  summary: OverrideSummary,
  { maximumInForce, maximumAgeDays, emergencies }: OverrideGate,
): readonly string[] {
  return [
    ...(summary.refused > 0 ? [`${count(summary.refused, "override is", "overrides are")} asked for and not in force`] : []),
    ...(maximumInForce !== null && summary.inForce > maximumInForce
      ? [
          `${count(summary.inForce, "override is", "overrides are")} in force, and \`approvers.gate.maximumInForce\` is ${maximumInForce}`,
        ]
      : []),
    ...(maximumAgeDays !== null && summary.oldestDays > maximumAgeDays
      ? [`one override is ${count(summary.oldestDays, "day")} old, and \`approvers.gate.maximumAgeDays\` is ${maximumAgeDays}`]
      : []),
    ...(!emergencies && summary.emergencies > 0
      ? [`${count(summary.emergencies, "override is", "overrides are")} in force by emergency`]
      : []),
  ];
}

/** For pull requests. Text of users is shown as text. */
export function githubMarkdown(summary: OverrideSummary, problems: readonly string[]): string {
  const cell = (text: string): string =>
    visible(text)
      .replaceAll(/[|<>`\\]/gu, (found) => `\\${found}`)
      .replaceAll(/\s+/gu, " ");
  const head = `### Surety: ${count(summary.inForce, "override")} in force, ${summary.refused} refused\n`;
  const numbers = `${count(summary.freed, "obligation")} without a guard; oldest ${count(summary.oldestDays, "day")}; ${summary.expiringSoon} expiring soon; ${summary.emergencies} by emergency.\n`;
  const gate = problems.length === 0 ? "" : `\n**The gate is closed:** ${problems.join("; ")}.\n`;
  const rows = summary.rows.map(
    (row) =>
      `| ${cell(row.place)} | ${cell(row.target)} | ${cell(row.requester)} | ${row.emergency ? "**emergency**" : cell(row.approvers.join(", "))} | ${row.until.slice(0, 10)} (${row.daysLeft} d) | ${row.freed} | ${cell(row.justification)} |`,
  );
  const table =
    rows.length === 0
      ? ""
      : `\n| place | frees | owner | approved by | until | obligations | why |\n| --- | --- | --- | --- | --- | --- | --- |\n${rows.join("\n")}\n`;
  const refused =
    summary.refusals.length === 0
      ? ""
      : `\n| place | frees | not in force because |\n| --- | --- | --- |\n${summary.refusals.map((one) => `| ${cell(one.place)} | ${cell(one.target)} | ${cell(one.message)} |`).join("\n")}\n`;
  return `${head}\n${numbers}${gate}${table}${refused}`;
}
