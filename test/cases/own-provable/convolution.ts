// tier: zone. The kernel stays inside the signal.
function convolve(signal: Float64Array, kernel: Float64Array): Float64Array {
  if (kernel.length === 0 || signal.length < kernel.length) return new Float64Array(0);
  const out = new Float64Array(signal.length - kernel.length + 1);
  for (let i = 0; i < out.length; i++) {
    let s = 0;
    for (let k = 0; k < kernel.length; k++) s += signal[i + k] * kernel[k];
    out[i] = s;
  }
  return out;
}
export function run(): unknown { return Array.from(convolve(new Float64Array([1, 2, 3, 4]), new Float64Array([1, 1]))); }
