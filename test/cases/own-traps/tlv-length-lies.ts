// The length in the record reaches past the end.
function value(b: Uint8Array): number {
  if (b.length < 2) return -1;
  const n = b[1];
  let s = 0;
  for (let i = 0; i < n; i++) {
    s += b[2 + i]; // OOB
  }
  return s;
}
export function run(): unknown { return value(new Uint8Array([1, 4, 9])); }
