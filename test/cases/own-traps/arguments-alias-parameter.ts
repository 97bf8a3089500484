// `arguments[0]` is the parameter's array by another name.
function last(p: number[]): number {
  if (p.length < 3) return 0;
  (arguments[0] as number[]).pop();
  return p[2]; // OOB
}
export function run(): unknown {
  return last([1, 2, 3]);
}
