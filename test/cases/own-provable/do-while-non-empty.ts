// tier: zone. The first turn is covered by the early exit.
function maximum(a: Float64Array): number {
  if (a.length === 0) return -Infinity;
  let best = -Infinity;
  let i = 0;
  do {
    if (a[i] > best) best = a[i];
    i++;
  } while (i < a.length);
  return best;
}
export function run(): unknown { return [maximum(new Float64Array([2, 9, 4])), maximum(new Float64Array(0))]; }
