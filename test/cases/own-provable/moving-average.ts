// tier: zone. The window's start is clamped at zero.
function movingAverage(a: Float64Array, w: number): Float64Array {
  if (!Number.isInteger(w) || w < 1) throw new RangeError('w');
  const out = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) {
    const from = Math.max(0, i - w + 1);
    let s = 0;
    for (let k = from; k <= i; k++) s += a[k];
    out[i] = s / (i - from + 1);
  }
  return out;
}
export function run(): unknown { return Array.from(movingAverage(new Float64Array([1, 2, 3, 4]), 2)); }
