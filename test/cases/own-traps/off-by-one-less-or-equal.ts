// <= instead of <.
function sum(a: Float64Array): number {
  let s = 0;
  for (let i = 0; i <= a.length; i++) {
    s += a[i]; // OOB
  }
  return s;
}
export function run(): unknown { return sum(new Float64Array(2)); }
