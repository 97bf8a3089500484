// Prefix sums need n + 1 cells.
function prefix(a: readonly number[]): Float64Array {
  const p = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) {
    p[i + 1] = p[i] + a[i]; // OOB
  }
  return p;
}
export function run(): unknown { return prefix([1, 2]).length; }
