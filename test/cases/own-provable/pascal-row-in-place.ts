// tier: zone. Downward inner loop from i to 1.
function row(n: number): Float64Array {
  if (!Number.isInteger(n) || n < 0 || n > 60) throw new RangeError('n');
  const r = new Float64Array(n + 1);
  r[0] = 1;
  for (let i = 1; i <= n; i++) for (let j = i; j >= 1; j--) r[j] += r[j - 1];
  return r;
}
export function run(): unknown { return Array.from(row(5)); }
