// The default of a parameter runs before later parameters are looked at.
function f(a: number[], k: number | undefined = a.pop(), b: number[]): number {
  if (k === undefined) return 0;
  return b[2]; // OOB
}
export function run(): unknown {
  const x = [1, 2, 3];
  return f(x, undefined, x);
}
