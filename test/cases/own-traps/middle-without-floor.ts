// (lo + hi) / 2 is a fraction for odd sums.
function middle(a: number[]): number {
  const lo = 0, hi = a.length - 1;
  if (hi < 0) return -1;
  return a[(lo + hi) / 2]; // OOB
}
export function run(): unknown { return middle([1, 2]); }
