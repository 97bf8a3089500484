// Infinity % n is NaN.
function wrap(a: number[], x: number): number {
  if (a.length === 0 || x < 0) return -1;
  const k = Math.floor(x % a.length);
  return a[k]; // OOB
}
export function run(): unknown { return wrap([1, 2, 3], 1e308 * 10); }
