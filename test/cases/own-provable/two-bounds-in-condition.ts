// tier: zone. Both bounds stand in the loop condition.
function zip(a: Float64Array, b: Float64Array): number {
  let s = 0;
  for (let i = 0; i < a.length && i < b.length; i++) s += a[i] * b[i];
  return s;
}
export function run(): unknown { return zip(new Float64Array([1, 2, 3]), new Float64Array([4, 5])); }
