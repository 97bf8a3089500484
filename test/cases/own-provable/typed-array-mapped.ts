// tier: zone. What `map` and `filter` of a typed array make, kept for a function that runs later.
function mapped(n: number): number {
  if (!Number.isInteger(n) || n < 1 || n > 100) return 0;
  const b = new Float64Array(n).map((v) => v + 1);
  return b[n - 1];
}
function noise(): (i: number) => number {
  const order = new Uint8Array(256).map((_, i) => i ^ 85);
  const weights = new Float64Array(order).map((v) => v / 2);
  return (i) => weights[order[i & 255]];
}
function positive(xs: readonly number[]): number {
  let sum = 0;
  const kept = new Int16Array(xs).filter((v) => v > 0);
  for (let i = 0; i < kept.length; i++) sum += kept[i];
  return sum;
}
export function run(): unknown {
  return [mapped(3), noise()(7), positive([1, -2, 3])];
}
