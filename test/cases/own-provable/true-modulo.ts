// tier: interval with modulo. ((i % n) + n) % n.
function wrapped(a: Float64Array, i: number): number {
  const n = a.length;
  if (n === 0 || !Number.isInteger(i) || i < -1000000 || i > 1000000) return 0;
  return a[((i % n) + n) % n];
}
export function run(): unknown { const a = new Float64Array([1, 2, 3]); return [wrapped(a, -1), wrapped(a, 4), wrapped(a, -7)]; }
