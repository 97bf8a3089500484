// tier: zone. continue goes through the increment.
function sumOdd(a: Int32Array): number {
  let s = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] % 2 === 0) continue;
    s += a[i];
  }
  return s;
}
export function run(): unknown { return sumOdd(new Int32Array([1, 2, 3, 4, 5])); }
