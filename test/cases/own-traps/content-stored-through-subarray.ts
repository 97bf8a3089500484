// A subarray is the same storage.
export function run(): unknown {
  const order = new Uint8Array(6);
  const tail = order.subarray(3);
  const b = [1, 2, 3];
  tail[0] = 5;
  return b[order[3]]; // OOB
}
