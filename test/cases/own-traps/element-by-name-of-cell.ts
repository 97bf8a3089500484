// The captured array has two names: its own and that of the cell it is kept in.
export function run(): unknown {
  const x = new Int32Array(4);
  const t = [1, 2]; const i0 = 0;
  const g = (): number => x[1];
  const y = x;
  const k = x[i0];
  if (k >= 0 && k < 2) {
    y[0] = 9;
    return t[x[i0]] + g(); // OOB
  }
  return 0;
}
