// An index read back from a Float64Array need not be an integer.
export function run(): unknown {
  const order = new Float64Array([0, 1]);
  const a = [1, 2, 3];
  order[1] /= 2;
  let s = 0;
  for (let i = 0; i < order.length; i++) {
    s += a[order[i]]; // OOB
  }
  return s;
}
