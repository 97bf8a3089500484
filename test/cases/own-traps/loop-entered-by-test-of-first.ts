// The test before the loop was of the first index only.
function walk(a: Int32Array, start: number): number {
  let i = start, s = 0;
  if (i < a.length) {
    while (s < 10) {
      s += a[i]; // OOB
      i++;
    }
  }
  return s;
}
export function run(): unknown { return walk(new Int32Array([1, 2, 3]), 0); }
