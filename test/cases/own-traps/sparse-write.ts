// A write past the end leaves holes behind it.
export function run(): unknown {
  const a = [1, 2];
  a[5] = 6; // OOB
  let s = 0;
  for (let i = 0; i < a.length; i++) {
    s += a[i]; // OOB (hole)
  }
  return s;
}
