/** One function's use of the solver: single goals, linear with case distinctions first, a budget of checks. */
import type { Formula, SolverAnswer, SolverSession } from "../../core/formula.js";
import type { Budgets } from "../../core/options.js";
import type { Hypotheses } from "./solver-facts.js";

export interface SolverChecker {
  /** Checks that may still be made. */
  readonly left: () => number;
  /**
   * Whether some `valid` is a guess: there was no engine to ask. What is not shown by guesses is not shown by an engine either, since every
   * candidate that it would keep is kept; what is shown by them counts for nothing.
   */
  readonly guessed: () => boolean;
  /** `valid` only if the solver says so within the budget, or as a guess; a model is one of all the hypotheses that were tried last. */
  readonly check: (hypotheses: Hypotheses, goal: Formula) => SolverAnswer;
}

/** Most questions are answered without the solver, at a fraction of the cost: that many weigh as much as one check. */
const QUESTIONS_A_CHECK = 12;
const SPENT: SolverAnswer = { kind: "unknown", message: "the solver checks of this function are spent" };

export function solverChecker(session: SolverSession, budgets: Budgets): SolverChecker {
  const asked = { count: 0, guesses: 0 };
  const left = (): number => budgets.solverChecks - session.calls - Math.floor(asked.count / QUESTIONS_A_CHECK);
  const once = (hypotheses: readonly Formula[], goal: Formula, units: number): SolverAnswer => {
    if (left() <= 0) return SPENT;
    asked.count++;
    const answers = session.check({ hypotheses, goals: [goal] }, units);
    const [answer = SPENT] = answers.length === 1 ? answers : [];
    if (answer.kind !== "unasked") return answer;
    asked.guesses++;
    return { kind: "valid" };
  };
  return {
    left,
    guessed: () => asked.guesses > 0,
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
