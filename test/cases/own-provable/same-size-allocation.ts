// tier: zone. The copy is allocated with the length of the original.
function scaled(a: Float64Array, k: number): Float64Array {
  const out = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) out[i] = a[i] * k;
  return out;
}
export function run(): unknown { return Array.from(scaled(new Float64Array([1, 2]), 3)); }
