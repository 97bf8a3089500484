// 1 << 31 is negative.
function mark(bits: Uint8Array, k: number): number {
  const i = 1 << k;
  if (i < bits.length) bits[i] = 1; // OOB
  return bits.length;
}
export function run(): unknown { return mark(new Uint8Array(8), 31); }
