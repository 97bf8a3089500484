// tier: bit-vector. Five bits at a time index 32 characters.
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
function base32(b: Uint8Array): string {
  let out = '', bits = 0, value = 0;
  for (let i = 0; i < b.length; i++) {
    value = ((value << 8) | b[i]) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      out += ALPHABET[(value >>> (bits - 5)) & 31];
      bits -= 5;
    }
  }
  if (bits > 0) out += ALPHABET[(value << (5 - bits)) & 31];
  return out;
}
export function run(): unknown { return base32(new Uint8Array([104, 101, 108, 108, 111])); }
