// The elements are gone although the length is back.
export function run(): unknown {
  const a = [1, 2, 3];
  const n = a.length;
  a.length = 1;
  a.length = n;
  return a[n - 1]; // OOB (hole)
}
