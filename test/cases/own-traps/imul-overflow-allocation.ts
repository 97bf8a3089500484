// Math.imul wraps: the table is far smaller than w * h.
function lastCell(w: number, h: number): number {
  if (!Number.isInteger(w) || !Number.isInteger(h) || w < 1 || h < 1) return -1;
  const size = Math.imul(w, h);
  if (size < 0) return -1;
  const g = new Uint8Array(size);
  return g[(h - 1) * w]; // OOB
}
export function run(): unknown { return lastCell(65536, 65537); }
