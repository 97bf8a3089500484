/**
 * A value that a test has just shown to be a typed array as it was made is one until something could have changed it: a call of unknown code, an
 * object that is let out, a member of anything that is assigned. (Without A1t that is all that is known of arrays from outside.)
 */
import type { ConstraintIndex } from "./constraints.js";
import type { Point } from "./flow.js";
import { find, type Graph } from "./graph.js";
import type { Outcome } from "./outcome.js";

/** Somebody who has an object, or gets it here, may change it. */
export const mayTouch = ({ runsUnknown, escapes, assigns }: Outcome): boolean =>
  runsUnknown || escapes.length > 0 || assigns.length > 0;

/** `touches`: where something could have changed it; `comesBefore`: by any way. */
export function testedSince(
  { index, graph }: { readonly index: ConstraintIndex; readonly graph: Graph },
  touches: readonly Point[],
  comesBefore: (at: Point, point: Point, own: null) => boolean,
): (value: number, point: Point) => boolean {
  const { cfg } = graph;
  return (value, point) =>
    (index.byValue.get(find(graph, value)) ?? []).some(
      ({ region, shapes }) =>
        shapes &&
        cfg.dominates(region, point.block) &&
        // Whatever leads out of the region and back leads past the test.
        !touches.some((at) => cfg.dominates(region, at.block) && comesBefore(at, point, null)),
    );
}
