// tier: zone. Four bytes after one test.
function u32(b: Uint8Array, at: number): number {
  if (!Number.isInteger(at) || at < 0 || at + 4 > b.length) throw new RangeError('at');
  return ((b[at] << 24) | (b[at + 1] << 16) | (b[at + 2] << 8) | b[at + 3]) >>> 0;
}
export function run(): unknown { return u32(new Uint8Array([9, 0, 0, 1, 2]), 1); }
