// So do entries.
export function run(): unknown {
  const a = ['x', 'y', 'z'];
  const b = [4, 5];
  let s = 0;
  for (const [i, x] of a.entries()) {
    s += b[i] + x.length; // OOB
  }
  return s;
}
