// offsets has no entry after the last row.
function degree(offsets: Uint32Array, v: number): number {
  if (!Number.isInteger(v) || v < 0 || v >= offsets.length) return -1;
  return offsets[v + 1] - offsets[v]; // OOB
}
export function run(): unknown { return degree(new Uint32Array([0, 2, 3]), 2); }
