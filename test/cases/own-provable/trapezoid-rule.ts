// tier: zone. i + 1 below the length.
function integrate(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  if (y.length !== n) throw new RangeError('length');
  let s = 0;
  for (let i = 0; i < n - 1; i++) s += ((x[i + 1] - x[i]) * (y[i] + y[i + 1])) / 2;
  return s;
}
export function run(): unknown { return integrate(new Float64Array([0, 1, 3]), new Float64Array([0, 2, 2])); }
