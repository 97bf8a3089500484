// The stack keeps an index of the larger array of the pass before.
export function run(): unknown {
  const st = new Int32Array(2);
  let s = 0;
  for (let n = 5; n > 0; n -= 4) {
    const b = new Float64Array(n);
    s += b[st[0]]; // OOB
    st[0] = n - 1;
  }
  return s;
}
