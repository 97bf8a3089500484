// tier: octagon. hi is the last index, the loop runs while lo <= hi.
function indexOf(a: Int32Array, x: number): number {
  let lo = 0, hi = a.length - 1;
  while (lo <= hi) {
    const mid = (lo + hi) >>> 1;
    const v = a[mid];
    if (v === x) return mid;
    if (v < x) lo = mid + 1;
    else hi = mid - 1;
  }
  return -1;
}
export function run(): unknown { const a = new Int32Array([1, 3, 5]); return [indexOf(a, 5), indexOf(a, 4), indexOf(new Int32Array(0), 1)]; }
