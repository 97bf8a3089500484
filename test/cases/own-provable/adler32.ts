// tier: zone. Blocks of at most 5552 bytes.
function adler32(b: Uint8Array): number {
  let s1 = 1, s2 = 0;
  for (let i = 0; i < b.length; ) {
    const end = Math.min(i + 5552, b.length);
    for (; i < end; i++) { s1 += b[i]; s2 += s1; }
    s1 %= 65521;
    s2 %= 65521;
  }
  return ((s2 << 16) | s1) >>> 0;
}
export function run(): unknown { return adler32(new Uint8Array([87, 105, 107, 105])); }
