// slice(-2) of one element is one element.
function lastTwo(a: number[]): number {
  const t = a.slice(-2);
  return t[0] + t[1]; // OOB
}
export function run(): unknown { return lastTwo([1]); }
