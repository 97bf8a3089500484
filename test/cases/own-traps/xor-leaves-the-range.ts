// 3 ^ 4 is 7, although both are below 5.
const TABLE = new Uint8Array(5);
function mix(i: number, j: number): number {
  if (!Number.isInteger(i) || !Number.isInteger(j) || i < 0 || j < 0 || i >= 5 || j >= 5) return -1;
  return TABLE[i ^ j]; // OOB
}
export function run(): unknown { return mix(3, 4); }
