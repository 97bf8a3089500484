// tier: interval over doubles. Math.random is below 1.
function pick(a: Float64Array): number {
  if (a.length === 0) return -1;
  const k = Math.floor(Math.random() * a.length);
  return a[k] > 0 ? 1 : 0;
}
export function run(): unknown { return [pick(new Float64Array([3, 4])), pick(new Float64Array(0))]; }
