/** Reasons and diagnostics in words (style.md, 13): present tense, no blame, source in backticks, what is known. */
import { assertNever } from "../core/errors.js";
import type { GuardForm, PlannedSite } from "../core/plan.js";
import type { ContractForm } from "../core/site.js";
import type { UnknownReason, Verdict } from "../core/verdict.js";

export function unknownText(reason: UnknownReason): string {
  switch (reason.kind) {
    case "noProof":
      return `cannot show ${reason.missing}${needText(reason)}`;
    case "unsupported":
      return `depends on ${reason.construct}, which is not modelled`;
    case "budget":
      return `the analysis stops at ${reason.what}`;
    case "solver":
      return `the solver gives no usable answer: ${reason.message}`;
    case "crashed":
      return `the verification of this function does not finish: ${reason.message}`;
    case "assumption":
      return `assumption ${reason.assumption} is not enforced: ${reason.message}`;
    default:
      return assertNever(reason);
  }
}

/** The condition at a place where it can be tested, when that says more than the goal itself. */
function needText({ missing, need }: Extract<UnknownReason, { kind: "noProof" }>): string {
  if (need.condition === null || missing === `\`${need.condition}\``) return "";
  const where = need.place === "loop" ? "a test before the loop" : "a test before it";
  return `; needs \`${need.condition}\`: ${where}${need.contract ? " or `@requires`" : ""} would give it`;
}

/** Null when proved. */
export function reasonText(verdict: Verdict): string | null {
  switch (verdict.kind) {
    case "proved":
      return null;
    case "refuted":
      return `\`${verdict.witness.call}\` reaches it: ${verdict.witness.observed}`;
    case "unknown":
      return unknownText(verdict.reason);
    default:
      return assertNever(verdict);
  }
}

/** What runs at a site that keeps its guard. */
function guardText(guard: GuardForm): string {
  switch (guard) {
    case "none":
      return "nothing is tested at run time";
    case "value":
      return "the value read is tested at run time";
    case "probe":
      return "the slot is tested before the write";
    case "index":
      return "the index is tested at run time";
    case "trap":
      return "the engine stops there by itself";
    case "hoisted":
      return "a test before the loop decides";
    case "condition":
      return "its condition is tested at run time";
    case "attenuate":
      return "its uses are checked at run time";
    case "call":
      return "the access goes through a checked call";
    default:
      return assertNever(guard);
  }
}

export function residualMessage(planned: PlannedSite): string {
  const why = reasonText(planned.verdict) ?? "not proved";
  const { form } = planned.site;
  if (form.kind === "contract") return `${contractWords(form)} is not proved: ${why}; ${guardText(planned.guard)}`;
  return `\`${planned.site.text}\` is not proved in range: ${why}; ${guardText(planned.guard)}`;
}

export function refutedMessage(planned: PlannedSite): string {
  return `\`${planned.site.text}\` is out of range: ${reasonText(planned.verdict) ?? "a call reaches it"}`;
}

export function rejectedMessage(planned: PlannedSite): string {
  return `\`${planned.site.text}\` needs a proof under \`memory=proved\`: ${reasonText(planned.verdict) ?? "not proved"}`;
}

/** What is owed where, in words. */
function contractWords({ role, contract, subject }: ContractForm): string {
  const tag = `\`@${contract.kind} ${contract.text}\``;
  switch (role) {
    case "entry":
      return `${tag} at the entry of \`${subject}\``;
    case "call":
      return `${tag} at this call of \`${subject}\``;
    case "exit":
      return `${tag} where \`${subject}\` returns`;
    case "loop":
      return `${tag} at the head of the loop`;
    default:
      return assertNever(role);
  }
}
