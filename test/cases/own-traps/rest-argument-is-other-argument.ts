// What a rest parameter holds may be what another parameter is.
function sumOfFirst(a: number[], ...rest: number[][]): number {
  if (a.length !== 3) return 0;
  for (const other of rest) other.length = 0;
  return a[2]; // OOB
}
export function run(): unknown {
  const xs = [1, 2, 3];
  return sumOfFirst(xs, xs);
}
