// tier: zone. --i >= 0.
function lastIndexOf(a: Int32Array, x: number): number {
  let i = a.length;
  while (--i >= 0) {
    if (a[i] === x) break;
  }
  return i;
}
export function run(): unknown { return [lastIndexOf(new Int32Array([4, 5, 4]), 4), lastIndexOf(new Int32Array(2), 9)]; }
