// The right child may be missing.
function smallerChild(h: Int32Array, i: number): number {
  const l = 2 * i + 1;
  if (i < 0 || l >= h.length) return -1;
  return h[l] < h[l + 1] ? l : l + 1; // OOB
}
export function run(): unknown { return smallerChild(new Int32Array([1, 2]), 0); }
