// 0 is falsy: ||= replaces the first index by the length.
function at(a: number[], start: number): number {
  let i = start;
  i ||= a.length;
  return a[i]; // OOB
}
export function run(): unknown { return at([1, 2], 0); }
