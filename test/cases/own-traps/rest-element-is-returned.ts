// A callee that returns an element of its rest array returns the argument.
function f(...xs: number[][]): number[] { return xs[0]!; }
export function run(): unknown {
  const t = [1, 2, 3];
  f(t).pop();
  return t[2]; // OOB
}
