// tier: zone. i - 1 and i - 2 from i = 2.
function fibonacci(n: number): number {
  if (!Number.isInteger(n) || n < 0 || n > 70) throw new RangeError('n');
  const f = new Float64Array(n + 2);
  f[0] = 0;
  f[1] = 1;
  for (let i = 2; i <= n; i++) f[i] = f[i - 1] + f[i - 2];
  return f[n];
}
export function run(): unknown { return [fibonacci(0), fibonacci(1), fibonacci(50)]; }
