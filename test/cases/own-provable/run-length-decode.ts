// tier: zone with content guards. The output position is tested before each write.
function unpack(b: Uint8Array, size: number): Uint8Array {
  if (!Number.isInteger(size) || size < 0 || size > 65536) throw new RangeError('size');
  const out = new Uint8Array(size);
  let o = 0;
  for (let i = 0; i + 1 < b.length; i += 2) {
    const n = b[i], x = b[i + 1];
    for (let k = 0; k < n && o < out.length; k++) out[o++] = x;
  }
  return out;
}
export function run(): unknown { return Array.from(unpack(new Uint8Array([2, 7, 3, 1]), 4)); }
