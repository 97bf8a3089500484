// The array is reached through a Map.
export function run(): unknown {
  const a = [1, 2, 3];
  const m = new Map<string, number[]>([['a', a]]);
  const n = a.length;
  for (const xs of m.values()) xs.pop();
  return a[n - 1]; // OOB
}
