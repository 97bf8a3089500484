// lo and hi change places in each turn: a phi must not mix them up.
export function run(): unknown {
  const a = new Uint8Array(4);
  let lo = 0, hi = 4, s = 0;
  for (let turn = 0; turn < 3; turn++) {
    s += a[lo]; // OOB
    [lo, hi] = [hi, lo];
  }
  return s;
}
