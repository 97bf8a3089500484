// tier: zone. The inner loop stops one before the sorted tail.
function bubbleSort(a: number[]): number[] {
  const b = Float64Array.from(a);
  for (let end = b.length - 1; end > 0; end--) {
    for (let i = 0; i < end; i++) {
      if (b[i] > b[i + 1]) { const t = b[i]; b[i] = b[i + 1]; b[i + 1] = t; }
    }
  }
  return Array.from(b);
}
export function run(): unknown { return bubbleSort([3, 1, 2]); }
