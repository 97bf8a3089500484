// A then callback runs at the next await.
export async function run(): Promise<unknown> {
  const a = new Array<number>(2).fill(1);
  void Promise.resolve().then(() => { a.length = 0; });
  const i = a.length - 1;
  await null;
  return a[i]; // OOB
}
