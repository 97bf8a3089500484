// The second half of the condition takes elements away.
function take(a: number[]): boolean { return a.pop() !== undefined; }
export function run(): unknown {
  const a = [1, 2, 3];
  const i = 2;
  if (i < a.length && take(a)) return a[i]; // OOB
  return -1;
}
