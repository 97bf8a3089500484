// Arithmetic converts objects, which runs code.
export function run(): unknown {
  const a = [1, 2, 3];
  const weight = { valueOf(): number { a.length = 0; return 1; } };
  if (a.length > 0) {
    const w = 2 * (weight as unknown as number);
    return w + a[0]; // OOB
  }
  return -1;
}
