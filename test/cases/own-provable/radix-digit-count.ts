// tier: bit-vector. A digit of eight bits indexes 256 counters.
function digitCounts(a: Uint32Array, shift: number): Uint32Array {
  const counts = new Uint32Array(256);
  for (let i = 0; i < a.length; i++) counts[(a[i] >>> shift) & 255]++;
  return counts;
}
export function run(): unknown { const c = digitCounts(new Uint32Array([1, 257, 513]), 8); return [c[0], c[1], c[2]]; }
