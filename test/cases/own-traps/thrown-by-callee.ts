// A callee that throws its argument hands it back under another name.
function f(p: number[]): void {
  throw p;
}
export function run(): unknown {
  const a = [1, 2, 3];
  try {
    f(a);
  } catch (e) {
    (e as number[]).pop();
  }
  return a[2]; // OOB
}
