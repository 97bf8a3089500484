// Filled with the number of elements, one too many.
export function run(): unknown {
  const b = new Float64Array(5);
  const order = new Int32Array(5).fill(b.length);
  let s = 0;
  for (let i = 0; i < order.length; i++) {
    s += b[order[i]]; // OOB
  }
  return s;
}
