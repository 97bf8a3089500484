// The remainder has the sign of the dividend, and -1 % 4 is -1.
function at(a: Uint8Array, i: number): number {
  if (a.length !== 4 || !Number.isInteger(i)) return -1;
  const k = i % -4;
  return k < 4 ? a[k] : -1; // OOB
}
export function run(): unknown { return at(new Uint8Array(4), -1); }
