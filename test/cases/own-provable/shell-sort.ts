// tier: zone. j >= gap before j - gap.
function shellSort(a: Float64Array): void {
  for (let gap = a.length >> 1; gap > 0; gap >>= 1) {
    for (let i = gap; i < a.length; i++) {
      const x = a[i];
      let j = i;
      while (j >= gap && a[j - gap] > x) { a[j] = a[j - gap]; j -= gap; }
      a[j] = x;
    }
  }
}
export function run(): unknown { const a = new Float64Array([5, 3, 8, 1, 2]); shellSort(a); return Array.from(a); }
