// While the function waits, the owner clears the array.
async function lastLater(a: number[]): Promise<number> {
  if (a.length === 0) return -1;
  await Promise.resolve();
  return a[a.length - 1]; // OOB
}
export async function run(): Promise<unknown> {
  const a = [1, 2];
  const p = lastLater(a);
  a.length = 0;
  return p;
}
