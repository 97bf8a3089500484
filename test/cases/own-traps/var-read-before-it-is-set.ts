// A hoisted var is undefined, and i >= undefined is false.
function at(a: number[], i: number): number {
  if (i >= limit) return -1;
  return a[i]; // OOB
}
const early = at([1, 2], 9);
var limit: number = 2;
export function run(): unknown { return [early, at([1, 2], 5)]; }
