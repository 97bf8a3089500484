// The callee stores past the bound that the caller keeps to.
function touch(p: Int32Array, k: number): void { p[k] = 40; }
export function run(): unknown {
  const order = new Int32Array(4);
  for (let i = 0; i < 4; i++) order[i] = i;
  const b = new Float64Array(4);
  touch(order, 2);
  let s = 0;
  for (let i = 0; i < 4; i++) {
    s += b[order[i]]; // OOB
  }
  return s;
}
