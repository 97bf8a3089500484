// (b << 24) is negative for b >= 128.
const TABLE = new Uint8Array(256);
function top(b: Uint8Array): number {
  if (b.length === 0) return -1;
  return TABLE[(b[0] << 24) >> 24]; // OOB
}
export function run(): unknown { return top(new Uint8Array([200])); }
