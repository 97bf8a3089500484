// Doubling leaves the range between test and use.
function tops(a: Float64Array): number {
  let s = 0;
  for (let i = 1; i < a.length; i *= 2) {
    s += a[i * 2]; // OOB
  }
  return s;
}
export function run(): unknown { return tops(new Float64Array(6)); }
