// tier: zone with modulo. (i + k) % n of non-negative integers.
function rotated(a: Float64Array, k: number): Float64Array {
  const n = a.length;
  const out = new Float64Array(n);
  if (!Number.isInteger(k) || k < 0 || k > 1000000) throw new RangeError('k');
  for (let i = 0; i < n; i++) out[i] = a[(i + k) % n];
  return out;
}
export function run(): unknown { return Array.from(rotated(new Float64Array([1, 2, 3, 4]), 6)); }
