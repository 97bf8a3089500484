/**
 * Neighbours of doubles and the alignment of bounds. Bounds are doubles and everything here is exact: rounding to nearest is monotone, so
 * a bound computed from bounds in double arithmetic bounds the results computed from members.
 */

/** Integers of at most this magnitude, and all sums of which stay below 2^53, are exact. */
export const MAX_EXACT = Number.MAX_SAFE_INTEGER;

const TWO_53 = 9007199254740992;

/** The least double above `x`; +Infinity above the greatest. `x` is not NaN. */
export function nextUp(x: number): number {
  if (x === Infinity) return x;
  if (x === 0) return Number.MIN_VALUE;
  if (x === -Infinity) return -Number.MAX_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  // Doubles of one sign are ordered like their bit patterns.
  view.setBigInt64(0, view.getBigInt64(0) + (x > 0 ? 1n : -1n));
  return view.getFloat64(0);
}

/** The greatest double below `x`. `x` is not NaN. */
export function nextDown(x: number): number {
  return -nextUp(-x);
}

/** The greatest number below `x` that a value of the given kind can be. */
export function below(x: number, integer: boolean): number {
  // Above 2^53 neighbouring doubles are integers further than 1 apart, so the neighbour itself is the answer there.
  return integer && x <= TWO_53 && x > -TWO_53 ? Math.ceil(x) - 1 : nextDown(x);
}

/** The least number above `x` that a value of the given kind can be. */
export function above(x: number, integer: boolean): number {
  return -below(-x, integer);
}

/** -0 becomes +0: bounds never carry the sign of zero. */
export function unsignedZero(x: number): number {
  return x === 0 ? 0 : x;
}
