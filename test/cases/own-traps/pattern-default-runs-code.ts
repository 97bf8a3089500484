// A default is evaluated when it is needed.
export function run(): unknown {
  const a = [1, 2];
  const options: { x?: number } = {};
  const last = a.length - 1;
  const { x = (a.length = 0) } = options;
  return x + a[last]; // OOB
}
