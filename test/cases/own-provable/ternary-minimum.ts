// tier: zone. The minimum is written as a conditional.
function mismatches(a: string, b: string): number {
  const n = a.length < b.length ? a.length : b.length;
  let d = 0;
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) d++;
  return d;
}
export function run(): unknown { return mismatches('kitten', 'sitting'); }
