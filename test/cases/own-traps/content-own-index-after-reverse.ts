// Each element is its own index, until the array is reversed.
export function run(): unknown {
  const n = [1, 2, 3].length;
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  order.reverse();
  const b = new Float64Array(n);
  let s = 0;
  for (let i = 0; i < n; i++) {
    s += b[i - order[i]]; // OOB
  }
  return s;
}
