// The remainder of a fraction is a fraction.
function wrap(a: number[], x: number): number {
  if (a.length === 0 || !(x >= 0)) return -1;
  return a[x % a.length]; // OOB
}
export function run(): unknown { return wrap([1, 2, 3], 4.5); }
