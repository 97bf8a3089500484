// Only the first two elements were filled.
export function run(): unknown {
  const a = new Array<number>(4).fill(0, 0, 2);
  let s = 0;
  for (let i = 0; i < a.length; i++) {
    s += a[i]; // OOB (hole)
  }
  return s;
}
