// Adding 1 to 2^53 changes nothing: the loop variable stands still while the count goes on.
export function run(): unknown {
  const a = [1, 2];
  const base = 2 ** 53;
  let i = base, n = 0;
  while (n < 3) { i += 1; n++; }
  return a[i - base + n]; // OOB
}
