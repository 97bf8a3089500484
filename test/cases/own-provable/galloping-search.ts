// tier: linear. The step doubles, the bound is clamped.
function gallop(a: Int32Array, x: number): number {
  let bound = 1;
  while (bound < a.length && a[bound] < x) bound *= 2;
  let lo = bound >> 1, hi = Math.min(bound + 1, a.length);
  while (lo < hi) {
    const mid = lo + ((hi - lo) >> 1);
    if (a[mid] < x) lo = mid + 1; else hi = mid;
  }
  return lo;
}
export function run(): unknown { return [gallop(new Int32Array([1, 2, 4, 8, 16, 32]), 8), gallop(new Int32Array([1]), 5)]; }
