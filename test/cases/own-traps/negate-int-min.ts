// -h | 0 is h again for the least number.
function bucket(a: number[], h: number): number {
  let k = h | 0;
  if (k < 0) k = -k | 0;
  return a[k % a.length]; // OOB
}
export function run(): unknown { return bucket([1, 2, 3, 4, 5], 0x80000000); }
