/**
 * The unit of work: one function, from HIR to a result per site. Pure and deterministic; budgets are counts. Anything that cannot be
 * analysed leaves its sites unknown with the reason.
 */
import type { LinearPort, SolverPort } from "../core/formula.js";
import { WORK_SCHEMA_VERSION, type FunctionResult, type FunctionWork } from "../core/work.js";
import { joinCopies, type CopyVerdict } from "./discharge.js";
import { hoistSites } from "./hoist/hoist-sites.js";
import { withNeeds } from "./missing.js";
import { createPromise } from "./promising.js";
import { createSolverTier } from "./solver-tier/solver-tier.js";
import { counterexamplesOf, type SolverModels } from "./counterexamples.js";
import { runTiers } from "./tiers.js";
import { unknownResult } from "./interpretation/unknown-result.js";

export interface ProverPorts {
  readonly linear: LinearPort;
  /** Null: tiers 0 to 2 only. */
  readonly solver: SolverPort | null;
  /** Asked where `solver` says that an engine may prove more; absent or null: the result says so. */
  readonly engine?: SolverPort | null;
}

export function analyseFunction(work: FunctionWork, ports: ProverPorts): FunctionResult {
  const fn = work.function;
  if (fn.sites.length === 0) return unknownResult(work, { kind: "budget", what: "nothing to do" }, 0);
  const tiers = runTiers(fn, work, ports.linear);
  if (tiers.kind === "failed") return unknownResult(work, tiers.reason, tiers.steps);
  const { copies, mined } = tiers;
  let { analysis, verdicts } = tiers;
  let solverCalls = 0;
  let solverGoals = 0;
  let models: SolverModels = new Map();
  if (verdicts.some((v) => v.kind === "open" && v.goals.length > 0)) {
    const promising = createPromise(tiers.without);
    const forSolver = verdicts.map((v): CopyVerdict => (v.kind === "open" && !promising(v) ? { ...v, goals: [] } : v));
    solverGoals = forSolver.reduce((n, v) => n + (v.kind === "open" ? v.goals.length : 0), 0);
    if (solverGoals > 0 && ports.solver !== null) {
      const tier = createSolverTier(analysis, mined, work.budgets);
      const quick = tier(ports.solver, copies, forSolver);
      const { engine = null } = ports;
      const outcome = quick.needsEngine && engine !== null ? tier(engine, copies, forSolver) : quick;
      solverCalls = outcome.calls;
      models = outcome.models;
      if (!outcome.needsEngine) {
        // What a copy that is not promising lacks was left out for the solver alone.
        verdicts = outcome.verdicts.map((v, k) => (v.kind === "open" ? (verdicts[k] ?? v) : v));
        analysis = { ...analysis, candidates: outcome.candidates };
        solverGoals = 0;
      }
    }
  }
  const joined = joinCopies(analysis, copies, verdicts);
  // Where an engine is asked for, all is done again with one.
  const selectors = ports.solver !== null && solverGoals > 0 ? [] : hoistSites(work, tiers, joined, ports.linear);
  return {
    schemaVersion: WORK_SCHEMA_VERSION,
    function: fn.id,
    sites: withNeeds(analysis, joined, { copies, verdicts, selectors }),
    counterexamples: counterexamplesOf(tiers.without.graph, copies, verdicts, models),
    selectors,
    statistics: { abstractSteps: tiers.abstractSteps, linearSteps: tiers.linearSteps(), solverCalls, solverGoals },
  };
}
