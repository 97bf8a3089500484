// tier: nonlinear with modulo. Neighbours wrap round.
function step(g: Uint8Array, w: number, h: number): Uint8Array {
  if (!Number.isInteger(w) || !Number.isInteger(h) || w < 1 || h < 1 || w > 1000 || h > 1000 || g.length !== w * h) throw new RangeError('size');
  const out = new Uint8Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      let n = 0;
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          if (dx !== 0 || dy !== 0) n += g[((y + dy + h) % h) * w + ((x + dx + w) % w)];
        }
      }
      out[y * w + x] = n === 3 || (n === 2 && g[y * w + x] === 1) ? 1 : 0;
    }
  }
  return out;
}
export function run(): unknown { return Array.from(step(new Uint8Array([0, 1, 0, 0, 1, 0, 0, 1, 0]), 3, 3)); }
