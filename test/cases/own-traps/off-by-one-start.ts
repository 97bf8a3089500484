// The downward loop begins at the length.
function sum(a: Float64Array): number {
  let s = 0;
  for (let i = a.length; i >= 0; i--) {
    s += a[i]; // OOB
  }
  return s;
}
export function run(): unknown { return sum(new Float64Array(2)); }
