// The array is reached through another array.
export function run(): unknown {
  const a = [1, 2, 3];
  const all = [[0], a];
  const n = a.length;
  for (const xs of all) xs.shift();
  return a[n - 1]; // OOB
}
