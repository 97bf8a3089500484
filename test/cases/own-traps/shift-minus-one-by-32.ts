// -1 >>> 32 is -1 >>> 0.
function slot(table: Uint8Array, bits: number): number {
  if (bits < 0 || bits > 32 || table.length < 2 ** bits) return -1;
  return table[-1 >>> (32 - bits)]; // OOB
}
export function run(): unknown { return slot(new Uint8Array(1), 0); }
