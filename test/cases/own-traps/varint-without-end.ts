// Every byte says that another follows.
function varint(b: Uint8Array): number {
  let i = 0, n = 0, c = 0;
  do {
    c = b[i++]; // OOB
    n = (n << 7) | (c & 127);
  } while (c >= 128);
  return n;
}
export function run(): unknown { return varint(new Uint8Array([0x81, 0x82])); }
