// Steps of two over an odd length.
function pairs(a: Float64Array): number {
  let s = 0;
  for (let i = 0; i < a.length; i += 2) {
    s += a[i] * a[i + 1]; // OOB
  }
  return s;
}
export function run(): unknown { return pairs(new Float64Array(3)); }
