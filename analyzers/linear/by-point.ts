/** What is found out of points of a function, once for each. */
import type { Point } from "./linear-facts.js";

/** Gives the same thing whenever the same point is asked for, made the first time. */
export function byPoint<T>(make: () => T): (at: Point) => T {
  const blocks = new Map<number, Map<number, T>>();
  return ({ block, position }) => {
    let inBlock = blocks.get(block);
    if (inBlock === undefined) blocks.set(block, (inBlock = new Map<number, T>()));
    let known = inBlock.get(position);
    if (known === undefined) inBlock.set(position, (known = make()));
    return known;
  };
}
