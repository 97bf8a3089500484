/** Tiers 0 to 2 over one function: facts, then a verdict for each copy of each site. */
import type { LinearPort } from "../core/formula.js";
import type { HirFunction } from "../core/hir.js";
import { NO_NEED, type UnknownReason } from "../core/verdict.js";
import type { FunctionWork } from "../core/work.js";
import { mineCandidates, type Candidate } from "./invariants/candidates.js";
import { createDescriber } from "./describe.js";
import { dischargeCopy, siteCopies, type Analysis, type CopyVerdict, type SiteCopy } from "./discharge.js";
import { mineElementClaims } from "./invariants/element-claims.js";
import { guardsStop } from "./interpretation/enforced.js";
import { decodeEnvironment } from "./facts/environment.js";
import { functionFacts } from "./escape/function-facts.js";
import { houdini } from "./invariants/invariants.js";
import { linearFacts } from "./linear/linear-facts.js";
import { linearProver } from "./linear/linear-prover.js";
import { intrinsicsUsed } from "./linking/intrinsics-used.js";

export type Tiers =
  | {
      readonly kind: "done";
      /** Before invariants. */
      readonly without: Analysis;
      readonly analysis: Analysis;
      readonly mined: readonly Candidate[];
      readonly copies: readonly SiteCopy[];
      readonly verdicts: readonly CopyVerdict[];
      readonly abstractSteps: number;
      readonly linearSteps: () => number;
    }
  | { readonly kind: "failed"; readonly reason: UnknownReason; readonly steps: number };

/** What is asked of a function: verdicts on some sites, though all of it is analysed. */
export interface Focus {
  readonly sites: ReadonlySet<number>;
  /** Blocks whose invariants would be of use to other sites only. */
  readonly outside: ReadonlySet<number>;
}

const NOT_ASKED: CopyVerdict = {
  kind: "open",
  reason: { kind: "noProof", missing: "that anybody asks", need: NO_NEED },
  goals: [],
  at: null,
  values: [],
};

/** `fn` is the work's function, or one that means the same. */
export function runTiers(
  fn: HirFunction,
  work: Omit<FunctionWork, "function">,
  linear: LinearPort,
  focus: Focus | null = null,
): Tiers {
  const environment = decodeEnvironment(work.environment);
  const guardFacts = guardsStop(fn, work.enforcement);
  const trusted = work.enforcement.boundary === "trusted";
  const known = functionFacts(fn, environment, { trusted, guardFacts, steps: work.budgets.abstractSteps });
  if (known.kind === "failed") return known;
  const { graph, interpretation, memory, flow } = known;

  const budget = { steps: work.budgets.linearSteps };
  const facts = linearFacts(graph, interpretation, memory, guardFacts);
  const prover = linearProver(graph, facts, linear, budget);
  const describe = createDescriber(graph);
  const copies = siteCopies(fn, graph.cfg.rpo);
  let used: readonly string[] | null = null;
  const without: Analysis = {
    graph,
    interpretation,
    memory,
    flow,
    environment,
    facts,
    prover,
    invariantsAt: () => [],
    candidates: [],
    inductions: [],
    elementClaims: [],
    intrinsics: () => (used ??= intrinsicsUsed(fn, interpretation)),
    guardFacts,
  };
  const first = copies.map((copy) =>
    focus === null || focus.sites.has(copy.site) ? dischargeCopy(without, copy, describe) : NOT_ASKED,
  );
  const common = {
    kind: "done" as const,
    without,
    copies,
    abstractSteps: interpretation.steps,
    linearSteps: () => work.budgets.linearSteps - budget.steps,
  };
  if (!first.some((v) => v.kind === "open" && v.goals.length > 0))
    return { ...common, analysis: without, mined: [], verdicts: first };
  const mined = mineCandidates(graph, facts, interpretation, memory, (block) => focus?.outside.has(block) === true);
  const elements = mineElementClaims({ graph, environment, interpretation, memory, flow, facts, guardFacts });
  const invariants = houdini(graph, facts, interpretation, prover, { candidates: mined, elements });
  const analysis: Analysis = {
    ...without,
    invariantsAt: invariants.at,
    candidates: invariants.alive,
    inductions: invariants.support,
    elementClaims: elements.claims.map(({ values }, index) => ({ values, used: invariants.elements[index] ?? [] })),
  };
  const verdicts = first.map((v, k) => {
    const copy = copies[k];
    return v.kind === "open" && v.goals.length > 0 && copy !== undefined ? dischargeCopy(analysis, copy, describe) : v;
  });
  return { ...common, analysis, mined, verdicts };
}
