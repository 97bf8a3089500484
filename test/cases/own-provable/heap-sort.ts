// tier: linear. Both halves of heap sort in one function.
function heapSort(a: Int32Array): void {
  const n = a.length;
  for (let s = (n >> 1) - 1; s >= 0; s--) {
    for (let i = s; 2 * i + 1 < n; ) {
      let c = 2 * i + 1;
      if (c + 1 < n && a[c + 1] > a[c]) c++;
      if (a[i] >= a[c]) break;
      const t = a[i]; a[i] = a[c]; a[c] = t;
      i = c;
    }
  }
  for (let end = n - 1; end > 0; end--) {
    const t0 = a[0]; a[0] = a[end]; a[end] = t0;
    for (let i = 0; 2 * i + 1 < end; ) {
      let c = 2 * i + 1;
      if (c + 1 < end && a[c + 1] > a[c]) c++;
      if (a[i] >= a[c]) break;
      const t = a[i]; a[i] = a[c]; a[c] = t;
      i = c;
    }
  }
}
export function run(): unknown { const a = new Int32Array([5, 1, 4, 2, 3]); heapSort(a); return Array.from(a); }
