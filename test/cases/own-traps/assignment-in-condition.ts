// The condition tests against zero, not against the length.
export function run(): unknown {
  const a = [1, 2, 3];
  const next = (x: number): number => x - 2;
  let k = 9, s = 0;
  while ((k = next(k)) > 0) s += a[k]; // OOB
  return s;
}
