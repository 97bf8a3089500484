// (i >>> 0) < length is true for fractions, NaN and 2^32.
function at(a: Uint8Array, i: number): number {
  if (i >>> 0 < a.length) return a[i]; // OOB
  return -1;
}
export function run(): unknown { return [at(new Uint8Array(4), 2 ** 32), at(new Uint8Array(4), NaN), at(new Uint8Array(4), 0.5)]; }
