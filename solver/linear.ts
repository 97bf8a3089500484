/**
 * Tier 2: integer entailment of linear atoms. Cone of influence, then difference bounds, then a search for a countermodel, then
 * substitution and Fourier-Motzkin; every success is re-derived before it is believed (checked-linear.ts).
 */
import type { LinearAtom, LinearCertificate, LinearStep, OnModel } from "../core/formula.js";
import { certificateOf, joinDerivations } from "./certificate.js";
import { NEGATED_ABOVE, NEGATED_BELOW } from "./check-certificate.js";
import { createCheckedLinear, type LinearEngine } from "./checked-linear.js";
import { createConeFinder } from "./cone.js";
import { countermodel } from "./countermodel.js";
import { createDifferenceBounds } from "./difference-bounds.js";
import { createEliminator } from "./fourier-motzkin.js";

/** Hypotheses tried first in elimination: most proofs need only what is near the goal. */
const NEAR = 24;
const FAR = 160;

/** One engine per thread: it keeps its buffers between calls, and no facts. */
export function createLinear(): LinearEngine {
  const cones = createConeFinder();
  const differences = createDifferenceBounds();
  const eliminator = createEliminator();

  /** Steps to a contradiction with `sign * goal >= 1`, or null. */
  function refute(
    hypotheses: readonly LinearAtom[],
    goal: LinearAtom,
    sign: 1 | -1,
    budget: { steps: number },
    onModel: OnModel | undefined,
  ): readonly LinearStep[] | null {
    const negated = sign === 1 ? NEGATED_ABOVE : NEGATED_BELOW;
    const cone = cones.find(hypotheses, goal);
    const question = { hypotheses, cone, column: cones.column, negated };
    const quick = differences.prove({ ...question, goal, sign }, budget);
    if (quick.kind === "proof") return quick.steps;
    if (quick.kind === "none") return null;
    const negatedGoal = negate(goal, sign);
    const model = countermodel({ hypotheses, negatedGoal, cone, column: cones.column });
    if (model !== null) {
      onModel?.(model);
      return null;
    }
    const near = eliminator.refute({ ...question, negatedGoal, members: NEAR }, budget);
    if (near !== null || cone.size <= NEAR) return near;
    return eliminator.refute({ ...question, negatedGoal, members: FAR }, budget);
  }

  function search(
    hypotheses: readonly LinearAtom[],
    goal: LinearAtom,
    budget: { steps: number },
    onModel: OnModel | undefined,
  ): LinearCertificate | null {
    const above = refute(hypotheses, goal, 1, budget, onModel);
    if (above === null) return null;
    if (goal.relation === "<=") return certificateOf(above, hypotheses.length);
    const below = refute(hypotheses, goal, -1, budget, onModel);
    return below === null ? null : certificateOf(joinDerivations(above, below, hypotheses.length), hypotheses.length);
  }

  return createCheckedLinear(search);
}

/** `-sign * t + 1 <= 0`: the integers for which `sign * t <= 0` fails. */
function negate(goal: LinearAtom, sign: 1 | -1): LinearAtom {
  return {
    symbols: goal.symbols,
    coefficients: goal.coefficients.map((coefficient) => -sign * coefficient),
    constant: 1 - sign * goal.constant,
    relation: "<=",
  };
}
