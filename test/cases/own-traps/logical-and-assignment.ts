// &&= replaces every other index.
function at(a: number[], start: number): number {
  let i = start;
  i &&= i + a.length;
  return a[i]; // OOB
}
export function run(): unknown { return [at([1, 2], 0), at([1, 2], 1)]; }
