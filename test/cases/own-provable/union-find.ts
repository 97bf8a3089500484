// tier: content invariant. Every parent is an index, since only indices are stored.
function components(n: number, edges: ReadonlyArray<readonly [number, number]>): number {
  if (!Number.isInteger(n) || n < 0 || n > 10000) throw new RangeError('n');
  const parent = new Int32Array(n);
  for (let i = 0; i < n; i++) parent[i] = i;
  let count = n;
  for (const [u, v] of edges) {
    if (!Number.isInteger(u) || !Number.isInteger(v) || u < 0 || v < 0 || u >= n || v >= n) throw new RangeError('edge');
    let a = u, b = v;
    while (parent[a] !== a) { parent[a] = parent[parent[a]]; a = parent[a]; }
    while (parent[b] !== b) { parent[b] = parent[parent[b]]; b = parent[b]; }
    if (a !== b) { parent[a] = b; count--; }
  }
  return count;
}
export function run(): unknown { return components(5, [[0, 1], [1, 2], [3, 4]]); }
