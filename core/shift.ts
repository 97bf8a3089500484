/**
 * The same function at another place of its text: an edit moves what stands behind it, and no fact and no proof about that changes. What the
 * analysis asks of places is their order and nesting within one function, and one shift of all of them changes neither.
 */
import type { HirFunction } from "./hir.js";
import type { Span } from "./span.js";
import type { FunctionResult } from "./work.js";

/**
 * How much further back `b` stands than `a`, when all its places moved by that and everything else is alike; null when not. A place that
 * moved otherwise than the rest (of a contract that another function states) makes them different functions.
 */
export function shiftBetween(a: HirFunction, b: HirFunction): number | null {
  if (a === b) return 0;
  if (a.values !== b.values || a.sites.length !== b.sites.length || a.blocks.length !== b.blocks.length) return null;
  const by = b.span.start - a.span.start;
  return isShifted(a, b, by) ? by : null;
}

/** As `sameData`, with spans moved. */
function isShifted(a: unknown, b: unknown, by: number): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let k = 0; k < a.length; k++) if (!isShifted(a[k], b[k], by)) return false;
    return true;
  }
  if (isSpan(a) && isSpan(b)) return b.start - a.start === by && b.end - a.end === by;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  for (const name of names)
    if (!Object.hasOwn(b, name) || !isShifted(Reflect.get(a, name), Reflect.get(b, name), by)) return false;
  return true;
}

const isSpan = (value: object): value is Span =>
  "start" in value &&
  "end" in value &&
  typeof value.start === "number" &&
  typeof value.end === "number" &&
  Object.keys(value).length === 2;

export const shiftSpan = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });

/** The function where it stands when all of it has moved. Not for functions with contracts, some places of which are elsewhere. */
export function shiftFunction(fn: HirFunction, by: number): HirFunction {
  if (by === 0) return fn;
  return {
    ...fn,
    span: shiftSpan(fn.span, by),
    sites: fn.sites.map((site) => ({ ...site, span: shiftSpan(site.span, by) })),
    regions: fn.regions.map((region) => ({ ...region, span: shiftSpan(region.span, by) })),
  };
}

/** A result for the function where it stands now. */
export function shiftResult(result: FunctionResult, by: number): FunctionResult {
  if (by === 0 || result.selectors.length === 0) return result;
  const selectors = result.selectors.map(({ span, ...rest }) => ({
    ...rest,
    span: shiftSpan(span, by),
  }));
  return { ...result, selectors };
}
