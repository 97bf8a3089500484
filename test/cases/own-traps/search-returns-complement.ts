// Not found is ~position, which is negative.
function search(a: Int32Array, x: number): number {
  let lo = 0, hi = a.length - 1;
  while (lo <= hi) {
    const mid = (lo + hi) >> 1;
    if (a[mid] === x) return mid;
    if (a[mid] < x) lo = mid + 1; else hi = mid - 1;
  }
  return ~lo;
}
export function run(): unknown {
  const a = new Int32Array([1, 5]);
  const k = search(a, 3);
  return k < a.length ? a[k] : -1; // OOB
}
