// Reading a property runs code.
export function run(): unknown {
  const a = [1, 2, 3];
  const o = { get scale(): number { a.length = 1; return 2; } };
  if (a.length === 3) {
    const k = o.scale;
    return a[k]; // OOB
  }
  return -1;
}
