// set copies what the other array holds.
export function run(): unknown {
  const order = new Int32Array(4), other = new Int32Array(4);
  other[1] = 12;
  order.set(other);
  const b = [1, 2, 3];
  return b[order[1]]; // OOB
}
