// Spreading an object reads its getters.
export function run(): unknown {
  const a = [1, 2];
  const source = { get x(): number { a.length = 0; return 1; } };
  const last = a.length - 1;
  const copy = { ...source };
  return [copy.x, a[last]]; // OOB
}
