// tier: bit-vector. A byte reversed is a byte.
const REVERSED = new Uint8Array(256);
for (let i = 0; i < 256; i++) {
  let r = 0;
  for (let k = 0; k < 8; k++) r = (r << 1) | ((i >> k) & 1);
  REVERSED[i] = r & 255;
}
function reverse32(x: number): number {
  return ((REVERSED[x & 255] << 24) | (REVERSED[(x >>> 8) & 255] << 16) | (REVERSED[(x >>> 16) & 255] << 8) | REVERSED[x >>> 24]) >>> 0;
}
export function run(): unknown { return [reverse32(1), reverse32(0x80000001)]; }
