// tier: zone. The minimum is i or a later index.
function selectionSort(a: Int32Array): void {
  for (let i = 0; i < a.length - 1; i++) {
    let m = i;
    for (let j = i + 1; j < a.length; j++) if (a[j] < a[m]) m = j;
    const t = a[i];
    a[i] = a[m];
    a[m] = t;
  }
}
export function run(): unknown { const a = new Int32Array([3, 1, 2]); selectionSort(a); return Array.from(a); }
