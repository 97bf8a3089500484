/** Tier 3: Z3 over the same facts plus what linear arithmetic cannot say. */
import type { SolverPort } from "../core/formula.js";
import type { Budgets } from "../core/options.js";
import type { Candidate } from "./candidates.js";
import type { Analysis, CopyVerdict, SiteCopy } from "./discharge.js";

export interface SolverTierOutcome {
  readonly verdicts: readonly CopyVerdict[];
  readonly candidates: readonly Candidate[];
  readonly calls: number;
}

export function createSolverTier(
  analysis: Analysis,
  _mined: readonly Candidate[],
  _solver: SolverPort,
  _budgets: Budgets,
): (copies: readonly SiteCopy[], verdicts: readonly CopyVerdict[]) => SolverTierOutcome {
  return (_copies, verdicts) => ({ verdicts, candidates: analysis.candidates, calls: 0 });
}
