/**
 * @param {readonly string[]} keys
 * @returns {Record<string, number>} how often each occurs, keys sorted
 */
export function countBy(keys) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const key of [...keys].sort()) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

/**
 * The figures of a report that the tables show, with the report's own sums checked against its list.
 * @param {import("../../core/report.ts").Report} report
 * @throws Error when obligations ≠ proved + refuted + unknown, or the summary differs from the list
 */
export function figuresOf(report) {
  const { summary, obligations } = report;
  const verdicts = countBy(obligations.map((one) => one.verdict));
  const { proved = 0, refuted = 0, unknown = 0 } = verdicts;
  if (
    obligations.length !== summary.obligations ||
    proved + refuted + unknown !== summary.obligations ||
    proved !== summary.proved
  ) {
    throw new Error(`the report's sums do not agree: summary ${JSON.stringify(summary)}, list ${JSON.stringify(verdicts)}`);
  }
  return {
    files: summary.files,
    functions: summary.functions,
    unsupportedFunctions: summary.unsupportedFunctions,
    unsupported: summary.unsupported,
    obligations: summary.obligations,
    tolerated: summary.tolerated,
    proved,
    refuted,
    unknown,
    hoisted: summary.hoisted,
    guards: countBy(obligations.filter((one) => one.disposition === "guard").map((one) => one.guard)),
    tiers: countBy(obligations.filter((one) => one.tier !== undefined).map((one) => String(one.tier))),
  };
}
