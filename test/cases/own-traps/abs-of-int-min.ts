// |(-2^31)| | 0 is still negative.
function bucket(a: number[], hash: number): number {
  const k = (Math.abs(hash) | 0) % a.length;
  return a[k]; // OOB
}
export function run(): unknown { return bucket([1, 2, 3], -2147483648); }
