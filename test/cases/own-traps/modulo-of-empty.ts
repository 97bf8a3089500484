// x % 0 is NaN.
function wrap(a: number[], i: number): number {
  if (!Number.isInteger(i) || i < 0) return -1;
  return a[i % a.length]; // OOB
}
export function run(): unknown { return wrap([], 3); }
