/**
 * Each site asks for its own tests, as if the others did not: what one asks for often follows from what others do. Only a search, as all
 * that chooses tests: the region is proved with those that are left.
 */
import type { LinearPort } from "../../core/formula.js";
import { atomOf } from "../facts/linear-form.js";
import type { AskedFor, OfferedTest } from "./offers.js";
import { isGuard } from "./residuals.js";

const STEPS = 2000;

/** The tests less those that the others make superfluous. */
export function withoutNeedless(offered: readonly OfferedTest[], linear: LinearPort): readonly OfferedTest[] {
  let kept = offered;
  for (const key of new Set(offered.map((test) => test.key))) {
    const others = kept.filter((test) => test.key !== key);
    const forms = others.flatMap(({ asked }) => (asked === null ? [] : [atomOf(asked.form, "<=")]));
    const follows = ({ goal }: AskedFor): boolean => {
      const known = goal.facts.filter((fact) => !isGuard(fact)).map(({ atom }) => atom);
      return linear.entails([...known, ...forms], atomOf(goal.goal.form, "<="), { steps: STEPS }) !== null;
    };
    const own = kept.filter((test) => test.key === key);
    if (own.every(({ asked }) => asked !== null && follows(asked))) kept = others;
  }
  return kept;
}
