import { lineOf } from "./case-run.mjs";

/**
 * Obligations of a trap that are proved at its mark: each is an unsound proof.
 * @param {import("./cases.mjs").Case} one
 * @param {readonly import("../../core/report.ts").ReportedObligation[]} obligations of any file
 */
export function provedAtMark(one, obligations) {
  return obligations.filter(
    (obligation) =>
      obligation.file === one.file &&
      obligation.verdict === "proved" &&
      one.marks.some((mark) => obligation.line <= mark && mark <= obligation.endLine),
  );
}

/**
 * @param {import("./cases.mjs").Case} one
 * @param {import("./case-run.mjs").CaseOutcome} outcome of the guarded build
 * @param {readonly import("../../core/report.ts").ReportedObligation[]} obligations
 * @returns {{ ok: boolean, how: string }} ok when the run stopped at a mark, by a violation (also one that the program's own handler
 *   caught after it was recorded) or by the trap form
 */
export function judgeTrap(one, outcome, obligations) {
  if (outcome.outcome === "crashed") return { ok: false, how: `crashed: ${outcome.message}` };
  const [first] = outcome.recorded;
  if (first !== undefined && !one.marks.includes(first.line))
    return { ok: false, how: `first violation recorded at line ${first.line} (mark ${one.marks.join(", ")})` };
  if (first?.proved) return { ok: false, how: `a proved guard failed at line ${first.line}` };
  if (outcome.outcome === "returned" && first !== undefined)
    return { ok: true, how: `recorded at line ${first.line}, then caught by the program` };
  if (outcome.outcome === "returned") return { ok: false, how: `went on and returned ${outcome.value.slice(0, 120)}` };
  const { error } = outcome;
  const line = lineOf(error, one.file);
  const where = `${error.name} at line ${line ?? "?"} (mark ${one.marks.join(", ")})`;
  const atMark = line !== null && one.marks.includes(line);
  if (error.name === "SafetyViolation") return { ok: atMark, how: where };
  const trapped = obligations.some(
    (obligation) => obligation.file === one.file && obligation.guard === "trap" && obligation.line === line,
  );
  if (error.name === "TypeError" && trapped) return { ok: atMark, how: `${where}, trap form` };
  return { ok: false, how: `${where}: ${error.message.slice(0, 160)}` };
}

/**
 * @param {import("./case-run.mjs").CaseOutcome} guarded @param {import("./case-run.mjs").CaseOutcome} unguarded
 * @returns {{ ok: boolean, how: string }} ok when both returned the same
 */
export function judgeProvable(guarded, unguarded) {
  if (guarded.outcome !== "returned")
    return {
      ok: false,
      how: guarded.outcome === "threw" ? `${guarded.error.name}: ${guarded.error.message.slice(0, 200)}` : guarded.message,
    };
  const [first] = guarded.recorded;
  if (first !== undefined) return { ok: false, how: `a violation was recorded at line ${first.line}` };
  if (unguarded.outcome !== "returned") return { ok: false, how: "the unguarded build does not return" };
  return guarded.value === unguarded.value
    ? { ok: true, how: "same" }
    : { ok: false, how: `${guarded.value.slice(0, 120)} instead of ${unguarded.value.slice(0, 120)}` };
}
