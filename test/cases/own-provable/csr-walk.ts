// tier: zone with content guards. Row offsets are checked before the row is walked.
function neighbours(offsets: Uint32Array, targets: Uint32Array, v: number): number {
  if (!Number.isInteger(v) || v < 0 || v + 1 >= offsets.length) return 0;
  const from = offsets[v], to = offsets[v + 1];
  if (from > to || to > targets.length) throw new RangeError('graph');
  let s = 0;
  for (let e = from; e < to; e++) s += targets[e];
  return s;
}
export function run(): unknown { return [neighbours(new Uint32Array([0, 2, 3]), new Uint32Array([1, 2, 0]), 0), neighbours(new Uint32Array([0, 1]), new Uint32Array([7]), 1)]; }
