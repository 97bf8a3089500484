// A plain array passes for a typed array and has holes.
function first(a: Float64Array): number {
  if (a.length === 0) return 0;
  return a[0]; // OOB
}
export function run(): unknown { return first(new Array(3) as unknown as Float64Array); }
