// tier: builtin. reduce with an index, the neighbour is guarded.
export function run(): unknown {
  const a = new Int32Array([3, 1, 2]);
  return a.reduce((n, x, i) => (i > 0 && a[i - 1] > x ? n + 1 : n), 0);
}
