// tier: interprocedural. A closed function gets indices that its callers have checked.
function swap(a: Int32Array, i: number, j: number): void {
  const t = a[i];
  a[i] = a[j];
  a[j] = t;
}
function reverse(a: Int32Array): void {
  for (let i = 0, j = a.length - 1; i < j; i++, j--) swap(a, i, j);
}
export function run(): unknown { const a = new Int32Array([1, 2, 3, 4]); reverse(a); return Array.from(a); }
