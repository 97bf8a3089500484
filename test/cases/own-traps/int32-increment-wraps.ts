// (i + 1) | 0 wraps at 2^31 - 1.
function next(a: Uint8Array, i: number): number {
  if (i < 0) return -1;
  const k = (i + 1) | 0;
  return k < a.length ? a[k] : -1; // OOB
}
export function run(): unknown { return next(new Uint8Array(4), 0x7fffffff); }
