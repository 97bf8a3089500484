// Comparisons with undefined are false, so the negated guard passes.
function at(a: number[], i: number): number {
  if (i < 0 || i >= a.length) throw new RangeError('i');
  return a[i]; // OOB
}
export function run(): unknown { return at([1, 2], (JSON.parse('{}') as { i: number }).i); }
