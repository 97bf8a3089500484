// Both parameters are the same array.
function drain(from: number[], into: number[]): number {
  const n = into.length;
  if (n === 0) return -1;
  while (from.length > 0) from.pop();
  return into[n - 1]; // OOB
}
export function run(): unknown { const a = [1, 2]; return drain(a, a); }
