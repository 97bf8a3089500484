// ~x of a byte is negative.
const TABLE = new Uint8Array(256);
function inverted(b: Uint8Array): number {
  if (b.length === 0) return -1;
  return TABLE[~b[0]]; // OOB
}
export function run(): unknown { return inverted(new Uint8Array([3])); }
