// The table for 0..n needs n + 1 cells.
function ways(n: number): number {
  const t = new Float64Array(n);
  t[0] = 1;
  for (let i = 1; i <= n; i++) {
    t[i] = t[i - 1] * 2; // OOB
  }
  return t.length;
}
export function run(): unknown { return ways(3); }
