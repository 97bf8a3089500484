// Math.log2(0) is -Infinity.
function level(a: number[], n: number): number {
  const k = Math.floor(Math.log2(n));
  return k < a.length ? a[k] : -1; // OOB
}
export function run(): unknown { return level([1, 2, 3], 0); }
