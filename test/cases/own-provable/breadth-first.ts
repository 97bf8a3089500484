// tier: content invariant. The queue holds vertex numbers, each at most once.
function reach(next: Int32Array, start: number): number {
  const n = next.length;
  if (!Number.isInteger(start) || start < 0 || start >= n) return 0;
  const seen = new Uint8Array(n);
  let count = 0;
  let v = start;
  while (v >= 0 && v < n && seen[v] === 0) {
    seen[v] = 1;
    count++;
    v = next[v];
  }
  return count;
}
export function run(): unknown { return [reach(new Int32Array([1, 2, 0, -1]), 0), reach(new Int32Array([9]), 0)]; }
