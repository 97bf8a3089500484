// tier: interval. -0 names the element 0.
function nearest(a: Float64Array, x: number): number {
  if (a.length === 0 || !(x > -0.5 && x < 0.5)) return -1;
  return a[Math.round(x)];
}
export function run(): unknown { return [nearest(new Float64Array([7]), -0.4), nearest(new Float64Array([7]), 0.3)]; }
