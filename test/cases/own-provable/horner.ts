// tier: zone. Downward from the second last coefficient.
function horner(c: Float64Array, x: number): number {
  if (c.length === 0) return 0;
  let r = c[c.length - 1];
  for (let i = c.length - 2; i >= 0; i--) r = r * x + c[i];
  return r;
}
export function run(): unknown { return [horner(new Float64Array([1, 2, 3]), 2), horner(new Float64Array([4]), 9)]; }
