// x * w + y instead of y * w + x.
function sum(g: Float64Array, w: number, h: number): number {
  let s = 0;
  for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) {
    s += g[x * w + y]; // OOB
  }
  return s;
}
export function run(): unknown { return sum(new Float64Array(6), 3, 2); }
