// The text ends inside a character.
function decode(b: Uint8Array): number {
  let n = 0;
  for (let i = 0; i < b.length; ) {
    const c = b[i++];
    if (c < 0x80) n += c;
    else n += ((c & 31) << 6) | (b[i++] & 63); // OOB
  }
  return n;
}
export function run(): unknown { return decode(new Uint8Array([65, 0xc3])); }
