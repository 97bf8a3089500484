// (lo + hi) >> 1 is negative past 2^31.
function middle(a: Float64Array, lo: number, hi: number): number {
  if (!Number.isInteger(lo) || !Number.isInteger(hi) || lo < 0 || hi < 0) return -1;
  const mid = (lo + hi) >> 1;
  if (mid < a.length) return a[mid]; // OOB
  return -1;
}
export function run(): unknown { return middle(new Float64Array(4), 2 ** 30, 2 ** 30); }
