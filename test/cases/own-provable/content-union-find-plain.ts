// tier: content invariant. Only indices are pushed and stored.
function roots(n: number): number {
  if (!Number.isInteger(n) || n < 1 || n > 1000) throw new RangeError('n');
  const parent: number[] = [];
  for (let i = 0; i < n; i++) parent.push(i);
  let s = 0;
  for (let k = 0; k < n; k++) {
    let a = k;
    while (parent[a] !== a) { parent[a] = parent[parent[a]]; a = parent[a]; } // PROVED
    parent[a] = k >> 1; // PROVED
    s += a;
  }
  return s;
}
export function run(): unknown { return [roots(1), roots(9), roots(40)]; }
