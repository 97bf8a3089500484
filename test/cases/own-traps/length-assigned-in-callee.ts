// A function in the same file shortens its argument.
function truncate(xs: number[]): void { xs.length = 1; }
export function run(): unknown {
  const a = [1, 2, 3];
  const i = a.length - 1;
  truncate(a);
  return a[i]; // OOB
}
