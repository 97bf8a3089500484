// tier: interval. Patterns over tuples that were built here.
function bounds(a: Float64Array): [number, number] {
  let lo = Infinity, hi = -Infinity;
  for (let i = 0; i < a.length; i++) { if (a[i] < lo) lo = a[i]; if (a[i] > hi) hi = a[i]; }
  return [lo, hi];
}
export function run(): unknown {
  const [lo, hi] = bounds(new Float64Array([3, 1, 2]));
  const pair: [number, number] = [lo, hi];
  return pair[1] - pair[0];
}
