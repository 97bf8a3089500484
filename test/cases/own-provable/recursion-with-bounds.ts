// tier: interprocedural. Closed recursive calls keep lo and hi inside.
function sumRange(a: Float64Array, lo: number, hi: number): number {
  if (hi - lo < 1) return 0;
  if (hi - lo === 1) return a[lo];
  const mid = (lo + hi) >>> 1;
  return sumRange(a, lo, mid) + sumRange(a, mid, hi);
}
function sum(a: Float64Array): number { return sumRange(a, 0, a.length); }
export function run(): unknown { return [sum(new Float64Array([1, 2, 3, 4, 5])), sum(new Float64Array(0))]; }
