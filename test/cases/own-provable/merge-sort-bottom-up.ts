// tier: linear. Runs [lo, mid) and [mid, hi) with hi clamped to n.
function mergeSort(a: Float64Array): Float64Array {
  const n = a.length;
  let from = Float64Array.from(a), to = new Float64Array(n);
  for (let width = 1; width < n; width *= 2) {
    for (let lo = 0; lo < n; lo += 2 * width) {
      const mid = Math.min(lo + width, n), hi = Math.min(lo + 2 * width, n);
      let i = lo, j = mid;
      for (let k = lo; k < hi; k++) {
        if (i < mid && (j >= hi || from[i] <= from[j])) { to[k] = from[i]; i++; }
        else if (j < hi) { to[k] = from[j]; j++; }
      }
    }
    const t = from; from = to; to = t;
  }
  return from;
}
export function run(): unknown { return Array.from(mergeSort(new Float64Array([5, 2, 9, 1, 7]))); }
