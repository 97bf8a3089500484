// tier: zone. The bound is tested in the middle of the body.
function firstGap(a: Int32Array): number {
  for (let i = 0; ; i++) {
    if (i >= a.length) return -1;
    if (a[i] !== i) return i;
  }
}
export function run(): unknown { return [firstGap(new Int32Array([0, 1, 3])), firstGap(new Int32Array([0, 1]))]; }
