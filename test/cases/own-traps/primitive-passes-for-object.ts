// `{}` passes for `object`, and any primitive value for `{}`: comparing it with an object converts that.
function first(x: number[], g: { own: number; valueOf: () => number }, h: object): number {
  if (x.length === 0) return 0;
  return h == g ? x[0] : 1; // OOB
}
export function run(): unknown {
  const x = [1];
  const five: {} = 5;
  return first(x, { own: 1, valueOf: () => (x.pop(), 5) }, five);
}
