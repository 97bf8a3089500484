// t = 1 reads the neighbour past the end.
function lerp(a: Float64Array, t: number): number {
  if (!(t >= 0 && t <= 1) || a.length < 2) return 0;
  const x = t * (a.length - 1);
  const i = Math.floor(x);
  return a[i] + (a[i + 1] - a[i]) * (x - i); // OOB
}
export function run(): unknown { return lerp(new Float64Array([1, 2, 3]), 1); }
