// Math.clz32(0) is 32: 31 - 32 is -1.
function level(a: Uint8Array, mask: number): number {
  return a[31 - Math.clz32(mask)]; // OOB
}
export function run(): unknown { return level(new Uint8Array(32), 0); }
