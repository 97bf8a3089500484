// The same through an exported function.
export function at(a: Uint8Array, i: number): number {
  if (i < 0 || i >= a.length) return -1;
  return a[i]; // OOB
}
export function run(): unknown { return at(new Uint8Array(3), 1.25); }
