// The lower bound may be the length.
function lowerBound(a: Int32Array, x: number): number {
  let lo = 0, hi = a.length;
  while (lo < hi) { const mid = (lo + hi) >>> 1; if (a[mid] < x) lo = mid + 1; else hi = mid; }
  return lo;
}
function has(a: Int32Array, x: number): boolean {
  return a[lowerBound(a, x)] === x; // OOB
}
export function run(): unknown { return has(new Int32Array([1, 2]), 5); }
