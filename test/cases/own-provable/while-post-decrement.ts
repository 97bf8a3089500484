// tier: zone. while (i--) tests the old value and uses the new one.
function sumBackwards(a: Float64Array): number {
  let s = 0;
  let i = a.length;
  while (i--) s += a[i];
  return s;
}
export function run(): unknown { return [sumBackwards(new Float64Array([1, 2, 3])), sumBackwards(new Float64Array(0))]; }
