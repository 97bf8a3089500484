// The inner n is another variable.
export function run(): unknown {
  const a = [1, 2, 3];
  const n = 9;
  {
    const n = a.length;
    if (n !== 3) return -1;
  }
  return a[n - 1]; // OOB
}
