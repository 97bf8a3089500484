/** One function's use of the solver: single goals, linear with case distinctions first, a budget of checks. */
import type { Formula, SolverAnswer, SolverSession } from "../../core/formula.js";
import type { Budgets } from "../../core/options.js";
import type { Hypotheses } from "./solver-facts.js";

export interface SolverChecker {
  /** Checks that may still be made. */
  readonly left: () => number;
  /** `valid` only if the solver says so within the budget; a model is one of all the hypotheses that were tried last. */
  readonly check: (hypotheses: Hypotheses, goal: Formula) => SolverAnswer;
}

/** Most questions are answered without the solver, at a fraction of the cost: that many weigh as much as one check. */
const QUESTIONS_A_CHECK = 12;
const SPENT: SolverAnswer = { kind: "unknown", message: "the solver checks of this function are spent" };

export function solverChecker(session: SolverSession, budgets: Budgets): SolverChecker {
  const asked = { count: 0 };
  const left = (): number => {
    if (session.needsEngine) return 0;
    return budgets.solverChecks - session.calls - Math.floor(asked.count / QUESTIONS_A_CHECK);
  };
  const once = (hypotheses: readonly Formula[], goal: Formula, units: number): SolverAnswer => {
    if (left() <= 0) return SPENT;
    asked.count++;
    const answers = session.check({ hypotheses, goals: [goal] }, units);
    return answers.length === 1 ? (answers[0] ?? SPENT) : SPENT;
  };
  return {
    left,
    check: (hypotheses, goal) => {
      const split = hypotheses.split.map((f) => f.formula);
      const first = once(split, goal, budgets.solverUnits);
      if (first.kind === "valid" || hypotheses.exact.length === 0) return first;
      const second = once([...split, ...hypotheses.exact.map((f) => f.formula)], goal, budgets.solverUnits);
      // Without an answer on the whole, a model of the part still says what linear reasoning cannot show.
      return second.kind === "unknown" && first.kind === "invalid" ? first : second;
    },
  };
}
