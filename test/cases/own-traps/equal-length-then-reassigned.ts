// The lengths were equal before one was replaced.
function dot(a: Float64Array, b0: Float64Array): number {
  let b = b0, s = 0;
  if (a.length !== b.length) return -1;
  if (b.length > 2) b = b.filter((x) => x > 0);
  for (let i = 0; i < a.length; i++) {
    s += a[i] * b[i]; // OOB
  }
  return s;
}
export function run(): unknown { return dot(new Float64Array(3), new Float64Array(3)); }
