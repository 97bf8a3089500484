// findIndex does not find.
export function run(): unknown {
  const a = [1, 2, 3];
  const k = a.findIndex((x) => x > 5);
  return k < a.length ? a[k] : -1; // OOB
}
