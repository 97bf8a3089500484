// tier: linear. At most three bytes for each unit.
function utf8(s: string): Uint8Array {
  const out = new Uint8Array(s.length * 3);
  let o = 0;
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i);
    if (c < 0x80) { out[o] = c; o += 1; }
    else if (c < 0x800) { out[o] = 0xc0 | (c >> 6); out[o + 1] = 0x80 | (c & 63); o += 2; }
    else { out[o] = 0xe0 | (c >> 12); out[o + 1] = 0x80 | ((c >> 6) & 63); out[o + 2] = 0x80 | (c & 63); o += 3; }
  }
  return out.subarray(0, o);
}
export function run(): unknown { return Array.from(utf8('a\u00e9\u20ac')); }
