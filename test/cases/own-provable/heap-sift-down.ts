// tier: linear. Children 2i + 1 and 2i + 2, each tested against the size.
function siftDown(h: Float64Array, start: number, size: number): void {
  if (!Number.isInteger(start) || start < 0 || !Number.isInteger(size) || size > h.length || start >= size) return;
  let i = start;
  for (;;) {
    let c = 2 * i + 1;
    if (c >= size) return;
    if (c + 1 < size && h[c + 1] < h[c]) c++;
    if (h[i] <= h[c]) return;
    const t = h[i];
    h[i] = h[c];
    h[c] = t;
    i = c;
  }
}
export function run(): unknown { const h = new Float64Array([9, 2, 3, 5]); siftDown(h, 0, 4); return Array.from(h); }
