// tier: octagon. The middle by Math.floor.
function upperBound(a: Float64Array, x: number): number {
  let lo = 0;
  let hi = a.length;
  while (lo < hi) {
    const mid = Math.floor((lo + hi) / 2);
    if (a[mid] <= x) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}
export function run(): unknown { const a = new Float64Array([1, 2, 2, 5]); return [upperBound(a, 2), upperBound(a, 9), upperBound(a, 0)]; }
