// (0 <= i) < n compares a boolean.
function at(a: number[], i: number): number {
  if (((0 <= i) as unknown as number) < a.length) return a[i]; // OOB
  return -1;
}
export function run(): unknown { return at([1, 2], 7); }
