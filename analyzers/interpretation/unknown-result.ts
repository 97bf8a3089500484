/** What stands for the result of a function that there is none of. */
import { siteId } from "../../core/ids.js";
import { NO_SITE_FACTS, type UnknownReason } from "../../core/verdict.js";
import type { FunctionResult, FunctionWork } from "../../core/work.js";

/** `steps`: of the abstract interpreter, before it was given up. */
export function unknownResult(work: FunctionWork, reason: UnknownReason, steps = 0): FunctionResult {
  return {
    schemaVersion: work.schemaVersion,
    function: work.function.id,
    sites: work.function.sites.map((_, at) => ({
      site: siteId(at),
      verdict: { kind: "unknown", reason },
      restsOnSites: [],
      restsOnEnsured: [],
      facts: NO_SITE_FACTS,
    })),
    counterexamples: [],
    selectors: [],
    statistics: { abstractSteps: steps, linearSteps: 0, solverCalls: 0, solverGoals: 0 },
  };
}
