// The default value of the index is one too many.
function at(a: number[], i = a.length): number {
  return a[i]; // OOB
}
export function run(): unknown { return [at([1, 2], 0), at([1, 2])]; }
