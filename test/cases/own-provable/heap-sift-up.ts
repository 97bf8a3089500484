// tier: octagon with halving. The parent (i - 1) >> 1 of i > 0.
function siftUp(h: Float64Array, start: number): void {
  if (!Number.isInteger(start) || start < 0 || start >= h.length) return;
  let i = start;
  while (i > 0) {
    const p = (i - 1) >> 1;
    if (h[p] <= h[i]) break;
    const t = h[p];
    h[p] = h[i];
    h[i] = t;
    i = p;
  }
}
export function run(): unknown { const h = new Float64Array([3, 4, 1]); siftUp(h, 2); return Array.from(h); }
