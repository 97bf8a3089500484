// tier: zone. The head of a local queue stays below its length.
function josephus(n: number, k: number): number {
  if (!Number.isInteger(n) || n < 1 || n > 1000 || !Number.isInteger(k) || k < 1 || k > 100) throw new RangeError('input');
  const q: number[] = [];
  for (let i = 0; i < n; i++) q.push(i);
  let head = 0;
  let last = -1;
  while (head < q.length) {
    for (let t = 1; t < k && head < q.length; t++) { q.push(q[head]); head++; }
    if (head < q.length) { last = q[head]; head++; }
    if (q.length > 20000) break;
  }
  return last;
}
export function run(): unknown { return josephus(7, 3); }
