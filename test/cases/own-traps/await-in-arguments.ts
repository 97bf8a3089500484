// The first argument is the length before the wait.
function at(a: number[], n: number, _x: number): number {
  return n > 0 ? a[n - 1] : -1; // OOB
}
export async function run(): Promise<unknown> {
  const a = [1, 2];
  const later = Promise.resolve().then(() => { a.length = 0; return 1; });
  return at(a, a.length, await later);
}
