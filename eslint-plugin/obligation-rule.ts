/** Rules about obligations: one for each kind in the table of diagnostics, and those that look at dispositions. */
import { RESIDUAL_OF, type DiagnosticRow } from "../core/diagnostics.js";
import type { PlannedSite } from "../core/plan.js";
import type { UnknownReason } from "../core/verdict.js";
import type { ReportedPair } from "../corpus/record/recorder.js";
import { reasonText, residualMessage } from "../verifier/reason-text.js";
import type { Finding, LintRule, RuleDocs, Suggestion } from "./lint-rule.js";
import type { LintedFile } from "./linted-file.js";
import { addContract } from "./suggest/add-contract.js";
import { insertTest } from "./suggest/insert-test.js";

export const OBLIGATION_MESSAGES = {
  unproved: "{{message}} ({{code}} {{id}})",
  pending:
    "{{message}}. Not verified yet: the solver has not been asked; `surety verify` asks it, and this linter reads its answers ({{code}} {{id}})",
  insertTest: "Test `{{condition}}` before it, and throw",
  addContract: "State `@requires {{condition}}`, which callers then owe",
} as const;

export interface ObligationRuleOptions {
  readonly name: string;
  readonly rows: readonly DiagnosticRow[];
  readonly docs: RuleDocs;
  /** Which of the obligations that are not proved it reports. */
  readonly wants: (planned: PlannedSite) => boolean;
  readonly describe: (planned: PlannedSite) => string;
}

export function obligationRule({ name, rows, docs, wants, describe }: ObligationRuleOptions): LintRule {
  const code = rows.map((row) => row.code).join(" ");
  return {
    name,
    rows,
    isTyped: true,
    type: "problem",
    fixable: false,
    hasSuggestions: true,
    messages: OBLIGATION_MESSAGES,
    docs,
    find: (file) => {
      const found = file.verdicts();
      if (found?.kind !== "verified") return [];
      const { plan, pending } = found.verdicts;
      return plan.sites
        .filter((planned) => planned.verdict.kind !== "proved" && wants(planned))
        .map((planned): Finding => {
          const isPending = pending.has(planned.id);
          const suggestions = isPending ? [] : suggestionsFor(asOpen(planned, found.lacks.get(planned.id)), file);
          return {
            span: planned.site.span,
            message: isPending ? "pending" : "unproved",
            data: { message: describe(planned), code, id: planned.id.slice(0, 8) },
            fix: null,
            suggestions,
            record: isPending ? null : recordOf(planned, suggestions),
          };
        });
    },
  };
}

/** A rule for a row that says what residual obligations of some kinds are. */
export function kindRule(row: DiagnosticRow & { readonly rule: string }, docs: RuleDocs): LintRule {
  return obligationRule({
    name: row.rule,
    rows: [row],
    docs,
    wants: ({ site, verdict, disposition }) =>
      RESIDUAL_OF[site.kind].code === row.code && verdict.kind === "unknown" && disposition === "guard",
    describe: residualMessage,
  });
}

/** What mends an operation that a call breaks is what its proof lacks. */
function asOpen(planned: PlannedSite, reason: UnknownReason | undefined): PlannedSite {
  return reason === undefined ? planned : { ...planned, verdict: { kind: "unknown", reason } };
}

function suggestionsFor(planned: PlannedSite, file: LintedFile): readonly Suggestion[] {
  return [insertTest(planned, file), addContract(planned, file)].flatMap((one) => one ?? []);
}

function recordOf({ id, site, functionName, verdict }: PlannedSite, suggestions: readonly Suggestion[]): ReportedPair {
  return {
    obligation: id,
    kind: site.kind,
    text: site.text,
    symbol: functionName,
    span: site.span,
    why: reasonText(verdict) ?? "",
    witness: verdict.kind === "refuted" ? verdict.witness : null,
    suggestions: suggestions.map(({ message, data }) => ({ kind: message, condition: data["condition"] ?? "" })),
  };
}
