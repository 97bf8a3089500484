// Each step of for await lets others run.
export async function run(): Promise<unknown> {
  const a = [1, 2, 3];
  async function* source(): AsyncGenerator<number> { for (let k = 0; k < 3; k++) { yield k; a.length = 1; } }
  let s = 0;
  for await (const k of source()) {
    s += a[k]; // OOB
  }
  return s;
}
