// tier: zone. lt <= i <= gt.
function partition(a: Int32Array, pivot: number): number {
  let lt = 0, i = 0, gt = a.length - 1;
  while (i <= gt) {
    const x = a[i];
    if (x < pivot) {
      const t = a[lt]; a[lt] = x; a[i] = t;
      lt++; i++;
    } else if (x > pivot) {
      const t = a[gt]; a[gt] = x; a[i] = t;
      gt--;
    } else i++;
  }
  return lt;
}
export function run(): unknown { const a = new Int32Array([3, 1, 2, 2, 0]); return [partition(a, 2), Array.from(a)]; }
