// & with a negative constant keeps the sign.
function align(a: Uint8Array, i: number): number {
  const k = i & ~3;
  return k < a.length ? a[k] : -1; // OOB
}
export function run(): unknown { return align(new Uint8Array(4), -1); }
