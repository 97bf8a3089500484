/**
 * A value that a test has just shown to be a typed array as it was made is one until something could have changed it: a call of unknown code, an
 * object that is let out, a member of anything that is assigned. (Without A1t that is all that is known of arrays from outside.)
 */
import { isPlainList } from "./alterations.js";
import type { Constraint } from "../interpretation/constraints.js";
import { FACT_TOP } from "../facts/fact.js";
import type { Point } from "./flow.js";
import { find } from "../ssa/graph.js";
import type { Interpretation } from "../interpretation/interpret.js";
import type { Outcome } from "../facts/outcome.js";

/** Somebody who has an object, or gets it here, may change it. */
export const mayTouch = ({ runsUnknown, escapes, assigns }: Outcome): boolean =>
  runsUnknown || escapes.length > 0 || assigns.length > 0;

type Holds = (value: number, point: Point) => boolean;

/**
 * Whether a test still says of a value what it is; whether nothing else does, and the test no longer (A1t speaks of what is declared: what only a
 * test has shown to be an array may be changed by whoever has it). `touches`: where something could have changed it; `comesBefore`: by any way.
 */
export function testedShapes(
  { index, graph, facts }: Pick<Interpretation, "index" | "graph" | "facts">,
  touches: readonly Point[],
  comesBefore: (at: Point, point: Point, own: null) => boolean,
): readonly [isTested: Holds, isOutdated: Holds] {
  const { cfg } = graph;
  const tests = (v: number): readonly Constraint[] => (index.byValue.get(v) ?? []).filter(({ shapes }) => shapes);
  const isTested: Holds = (value, point) =>
    tests(find(graph, value)).some(
      ({ region }) =>
        cfg.dominates(region, point.block) &&
        // Whatever leads out of the region and back leads past the test.
        !touches.some((at) => cfg.dominates(region, at.block) && comesBefore(at, point, null)),
    );
  const isOutdated: Holds = (value, point) => {
    const v = find(graph, value);
    return tests(v).length > 0 && !isPlainList(facts[v] ?? FACT_TOP) && !isTested(v, point);
  };
  return [isTested, isOutdated];
}
