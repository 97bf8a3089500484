/** Tier 2 over one function while the program is linked: its linear facts, a prover with a budget, and invariants of its loops. */
import type { LinearPort } from "../../core/formula.js";
import { mineCandidates } from "../invariants/candidates.js";
import { NO_ELEMENT_CLAIMS } from "../invariants/element-claims.js";
import type { FunctionFacts } from "../escape/function-facts.js";
import { houdini } from "../invariants/invariants.js";
import { linearFacts, type LinearFact, type LinearFacts, type Point } from "../linear/linear-facts.js";
import { isConstant, type LinearForm } from "../facts/linear-form.js";
import { linearProver } from "../linear/linear-prover.js";

/** Of the linear prover, for one function: most that are found are found with a tenth of it. */
const STEPS = 40_000;

export interface LinkingProver {
  readonly facts: LinearFacts;
  /** What is left of the budget. */
  readonly budget: { readonly steps: number };
  /** Whether `goal <= 0` is shown at the point; never where the goal has no exact form. */
  readonly holds: (goal: LinearForm | null, at: Point) => boolean;
}

export function linkingProver(
  { graph, interpretation, memory }: Pick<Extract<FunctionFacts, { kind: "facts" }>, "graph" | "interpretation" | "memory">,
  port: LinearPort,
  guardFacts: boolean,
  steps: number,
): LinkingProver {
  const facts = linearFacts(graph, interpretation, memory, guardFacts);
  const budget = { steps: Math.min(steps, STEPS) };
  const prover = linearProver(graph, facts, port, budget);
  // Most functions are asked nothing that takes a proof.
  let found: ReturnType<typeof houdini> | null = null;
  const invariantsAt = (block: number): readonly LinearFact[] => {
    if (graph.cfg.loopOfHeader.size === 0) return [];
    found ??= houdini(graph, facts, interpretation, prover, {
      candidates: mineCandidates(graph, facts, interpretation, memory),
      elements: NO_ELEMENT_CLAIMS,
    });
    return found.at(block);
  };
  const holds: LinkingProver["holds"] = (goal, at) => {
    if (goal === null) return false;
    return isConstant(goal) ? goal.constant <= 0 : prover.prove(goal, at, invariantsAt(at.block)) !== null;
  };
  return { facts, budget, holds };
}
