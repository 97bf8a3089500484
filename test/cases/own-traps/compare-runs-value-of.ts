// So does a comparison.
export function run(): unknown {
  const a = [1, 2, 3];
  const limit = { valueOf(): number { a.pop(); return 9; } } as unknown as number;
  let s = 0;
  for (let i = 0, n = a.length; i < n && i < limit; i++) {
    s += a[i]; // OOB
  }
  return s;
}
