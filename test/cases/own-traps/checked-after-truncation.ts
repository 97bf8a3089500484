// The truncated number is checked, the whole one is used.
function at(a: Uint8Array, i: number): number {
  if ((i | 0) >= 0 && (i | 0) < a.length) return a[i]; // OOB
  return -1;
}
export function run(): unknown { return at(new Uint8Array(4), 2 ** 32 + 1); }
