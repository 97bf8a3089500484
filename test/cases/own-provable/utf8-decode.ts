// tier: zone. Each continuation byte is preceded by a test of what is left.
function decode(b: Uint8Array): string {
  let s = '';
  let i = 0;
  while (i < b.length) {
    const c = b[i++];
    if (c < 0x80) s += String.fromCharCode(c);
    else if (c < 0xe0) {
      if (i >= b.length) return s + '?';
      s += String.fromCharCode(((c & 31) << 6) | (b[i++] & 63));
    } else {
      if (i + 1 >= b.length) return s + '?';
      const d = b[i], e = b[i + 1];
      i += 2;
      s += String.fromCharCode(((c & 15) << 12) | ((d & 63) << 6) | (e & 63));
    }
  }
  return s;
}
export function run(): unknown { return [decode(new Uint8Array([97, 0xc3, 0xa9, 0xe2, 0x82, 0xac])), decode(new Uint8Array([0xc3]))]; }
