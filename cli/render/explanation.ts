import { assertNever } from "../../core/errors.js";
import type { GuardForm } from "../../core/plan.js";
import type { ReportedObligation } from "../../core/report.js";
import type { Explanation } from "../explanation.js";
import { renderExcerpt } from "./excerpt.js";
import { obligationFields } from "./json.js";
import type { LineOptions, Paint } from "./lines.js";

const TIERS = ["a test that dominates it", "abstract facts", "linear arithmetic", "the solver"] as const;

const FORMS: Readonly<Record<GuardForm, string>> = {
  none: "no check",
  value: "the value read is tested",
  probe: "the element is read before the store",
  index: "the index is tested before the access",
  trap: "the engine itself throws a TypeError",
  hoisted: "a test before the loop selects the guarded body",
  call: "the runtime decides",
  condition: "its condition is tested",
  attenuate: "the root is wrapped, and each use is checked against the grant",
};

function place(obligation: ReportedObligation): string {
  return `${obligation.file}(${String(obligation.line)},${String(obligation.column)})`;
}

function verdictText(obligation: ReportedObligation, paint: Paint): string {
  switch (obligation.verdict) {
    case "proved":
      return obligation.tier === null
        ? paint.good("proved")
        : `${paint.good("proved")}, tier ${String(obligation.tier)}: ${TIERS[obligation.tier]}`;
    case "refuted":
      return paint.error("refuted");
    case "unknown":
      return paint.warning("not proved");
    default:
      return assertNever(obligation.verdict);
  }
}

/** One obligation, for people. */
export function renderExplanation(explanation: Explanation, options: LineOptions): string {
  const { obligation } = explanation;
  const { paint } = options;
  let text = `${paint.bold(`${place(obligation)}: ${obligation.kind} \`${obligation.text}\``)} in \`${obligation.function}\`\n`;
  const lines = options.excerpts ? options.linesOf(obligation.file) : null;
  if (lines !== null) {
    const endColumn = obligation.endLine === obligation.line ? obligation.endColumn : Number.MAX_SAFE_INTEGER;
    text += renderExcerpt(lines, { line: obligation.line, column: obligation.column, endColumn }, paint.bold);
  }
  const section = (title: string, entries: readonly string[]): void => {
    entries.forEach((entry, index) => {
      text += `  ${paint.dim((index === 0 ? title : "").padEnd(11))}  ${entry}\n`;
    });
  };
  section("id", [obligation.id]);
  section("goal", [explanation.goal]);
  section("verdict", [verdictText(obligation, paint)]);
  section("emitted", [`${obligation.disposition}: ${FORMS[obligation.guard]}`]);
  section("facts used", explanation.facts);
  section(
    "assumptions",
    explanation.assumptions.map((row) => `${row.id}: ${row.statement}`),
  );
  section("intrinsics", explanation.intrinsics.length === 0 ? [] : [explanation.intrinsics.join(", ")]);
  section(
    "rests on",
    explanation.restsOn.map((other) => `the guard of \`${other.text}\` at ${place(other)}, ${other.id}`),
  );
  section("reason", obligation.reason === null ? [] : [obligation.reason]);
  section("known", explanation.known);
  section("witness", obligation.witness === null ? [] : [`\`${obligation.witness.call}\`: ${obligation.witness.observed}`]);
  section("would help", explanation.advice);
  return text;
}

/** All of them as one JSON document. */
export function renderExplanationsJson(explanations: readonly Explanation[]): string {
  const document = {
    schemaVersion: 1,
    explanations: explanations.map((explanation) => ({
      obligation: obligationFields(explanation.obligation),
      goal: explanation.goal,
      facts: explanation.facts,
      known: explanation.known,
      assumptions: explanation.assumptions.map((row) => ({ id: row.id, statement: row.statement, enforcedBy: row.enforcedBy })),
      intrinsics: explanation.intrinsics,
      restsOn: explanation.restsOn.map((other) => other.id),
      wouldHelp: explanation.advice,
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
