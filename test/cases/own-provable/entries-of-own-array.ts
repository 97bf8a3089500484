// tier: builtin. The index of entries() is below the length of an array of equal length.
function weighted(values: Float64Array, weights: Float64Array): number {
  if (values.length !== weights.length) throw new RangeError('length');
  let s = 0;
  for (const [i, v] of values.entries()) s += v * weights[i];
  return s;
}
export function run(): unknown { return weighted(new Float64Array([1, 2]), new Float64Array([3, 4])); }
