// tier: zone. The capacity runs down to the item's weight.
function knapsack(weights: Int32Array, worth: Float64Array, capacity: number): number {
  if (!Number.isInteger(capacity) || capacity < 0 || capacity > 10000 || weights.length !== worth.length) throw new RangeError('input');
  const best = new Float64Array(capacity + 1);
  for (let i = 0; i < weights.length; i++) {
    const w = weights[i];
    if (w < 0) throw new RangeError('weight');
    for (let c = capacity; c >= w; c--) {
      const v = best[c - w] + worth[i];
      if (v > best[c]) best[c] = v;
    }
  }
  return best[capacity];
}
export function run(): unknown { return knapsack(new Int32Array([2, 3, 4]), new Float64Array([3, 4, 6]), 6); }
