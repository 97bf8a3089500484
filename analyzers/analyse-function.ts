/**
 * The unit of work: one function, from HIR to a result per site. Pure and deterministic; budgets are counts. Anything that cannot be
 * analysed leaves its sites unknown with the reason.
 */
import type { LinearPort, SolverPort } from "../core/formula.js";
import { NO_SITE_FACTS, type UnknownReason } from "../core/verdict.js";
import { siteId } from "../core/ids.js";
import { WORK_SCHEMA_VERSION, type FunctionResult, type FunctionWork } from "../core/work.js";
import { mineCandidates } from "./candidates.js";
import { createDescriber } from "./describe.js";
import { dischargeCopy, joinCopies, siteCopies, type Analysis, type CopyVerdict } from "./discharge.js";
import { decodeEnvironment } from "./environment.js";
import { functionFacts } from "./function-facts.js";
import { houdini } from "./invariants.js";
import { linearFacts } from "./linear-facts.js";
import { linearProver } from "./linear-prover.js";
import { intrinsicsUsed } from "./summarise.js";
import { createPromise } from "./promising.js";
import { createSolverTier } from "./solver-tier.js";
import { counterexamplesOf, type SolverModels } from "./counterexamples.js";

export interface ProverPorts {
  readonly linear: LinearPort;
  /** Null: tiers 0 to 2 only. */
  readonly solver: SolverPort | null;
}

function allUnknown(work: FunctionWork, reason: UnknownReason, steps: number): FunctionResult {
  return {
    schemaVersion: WORK_SCHEMA_VERSION,
    function: work.function.id,
    sites: work.function.sites.map((_, k) => ({
      site: siteId(k),
      verdict: { kind: "unknown", reason },
      restsOnSites: [],
      facts: NO_SITE_FACTS,
    })),
    counterexamples: [],
    statistics: { abstractSteps: steps, linearSteps: 0, solverCalls: 0, solverGoals: 0 },
  };
}

export function analyseFunction(work: FunctionWork, ports: ProverPorts): FunctionResult {
  const fn = work.function;
  if (fn.sites.length === 0) return allUnknown(work, { kind: "budget", what: "nothing to do" }, 0);
  const environment = decodeEnvironment(work.environment);
  const guardFacts = work.enforcement.onViolation !== "report";
  const trusted = work.enforcement.boundary === "trusted";
  const known = functionFacts(fn, environment, { trusted, guardFacts, steps: work.budgets.abstractSteps });
  if (known.kind === "failed") return allUnknown(work, known.reason, known.steps);
  const { graph, interpretation, memory } = known;

  const budget = { steps: work.budgets.linearSteps };
  const facts = linearFacts(graph, interpretation, memory, guardFacts);
  const prover = linearProver(graph, facts, ports.linear, budget);
  const describe = createDescriber(graph);
  const copies = siteCopies(fn, graph.cfg.rpo);
  let used: readonly string[] | null = null;
  const without: Analysis = {
    graph,
    interpretation,
    memory,
    environment,
    facts,
    prover,
    invariantsAt: () => [],
    candidates: [],
    inductions: [],
    intrinsics: () => (used ??= intrinsicsUsed(fn, interpretation)),
    guardFacts,
  };
  let verdicts = copies.map((copy) => dischargeCopy(without, copy, describe));
  let analysis = without;
  const promising = createPromise(without);
  let solverCalls = 0;
  let solverGoals = 0;
  let models: SolverModels = new Map();
  if (verdicts.some((v) => v.kind === "open" && v.goals.length > 0)) {
    const mined = mineCandidates(graph, facts, interpretation, memory);
    const invariants = houdini(graph, facts, interpretation, prover, mined);
    analysis = { ...without, invariantsAt: invariants.at, candidates: invariants.alive, inductions: invariants.support };
    const withInvariants = analysis;
    verdicts = verdicts.map((v, k) => {
      const copy = copies[k];
      return v.kind === "open" && v.goals.length > 0 && copy !== undefined ? dischargeCopy(withInvariants, copy, describe) : v;
    });
    const forSolver = verdicts.map((v): CopyVerdict => (v.kind === "open" && !promising(v) ? { ...v, goals: [] } : v));
    solverGoals = forSolver.reduce((n, v) => n + (v.kind === "open" ? v.goals.length : 0), 0);
    if (solverGoals > 0 && ports.solver !== null) {
      const tier = createSolverTier(analysis, mined, ports.solver, work.budgets);
      const outcome = tier(copies, forSolver);
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
  return {
    schemaVersion: WORK_SCHEMA_VERSION,
    function: fn.id,
    sites: joinCopies(analysis, copies, verdicts),
    counterexamples: counterexamplesOf(graph, copies, verdicts, models),
    statistics: {
      abstractSteps: interpretation.steps,
      linearSteps: work.budgets.linearSteps - budget.steps,
      solverCalls,
      solverGoals,
    },
  };
}
