// Math.min() without arguments is Infinity.
function atLeast(a: number[], candidates: number[]): number {
  return a[Math.min(...candidates)]; // OOB
}
export function run(): unknown { return atLeast([1, 2], []); }
