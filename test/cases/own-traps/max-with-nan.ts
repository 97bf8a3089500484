// Math.max(0, NaN) is NaN.
function clamped(a: number[], x: number): number {
  if (a.length === 0) return -1;
  const k = Math.max(0, Math.min(a.length - 1, Math.trunc(x)));
  return a[k]; // OOB
}
export function run(): unknown { return clamped([1, 2], Number('none')); }
