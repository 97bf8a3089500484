// tier: zone. A subarray is walked by its own length.
function halves(a: Float64Array): number[] {
  const mid = a.length >>> 1;
  return [a.subarray(0, mid), a.subarray(mid)].map((part) => {
    let s = 0;
    for (let i = 0; i < part.length; i++) s += part[i];
    return s;
  });
}
export function run(): unknown { return halves(new Float64Array([1, 2, 3, 4, 5])); }
