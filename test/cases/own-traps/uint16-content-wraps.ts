// The counter in a cell wraps.
export function run(): unknown {
  const a = [1, 2, 3];
  const counter = new Uint16Array([65535]);
  counter[0]++;
  return a[counter[0] - 1]; // OOB
}
