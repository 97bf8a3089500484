// A second view of the buffer stores what the array never did.
export function run(): unknown {
  const order = new Int32Array(4);
  const view = new Int32Array(order.buffer);
  const b = [1, 2, 3];
  view[0] = 7;
  return b[order[0]]; // OOB
}
