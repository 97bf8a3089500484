// After the swap the bound belongs to the other array.
export function run(): unknown {
  let p = [1, 2, 3], q = [4];
  const n = p.length;
  let s = 0;
  for (let i = 0; i < n; i++) {
    s += p[i]; // OOB
    const t = p; p = q; q = t;
  }
  return s;
}
