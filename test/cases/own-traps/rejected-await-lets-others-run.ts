// While a function waits the module goes on, also when what it waits for fails.
let n = 1;
async function last(): Promise<unknown> {
  const table = [1, 2, 3];
  if (!Number.isInteger(n) || n < 0 || n >= table.length) return 0;
  try {
    await Promise.reject(new Error("no"));
  } catch {
    return table[n]; // OOB
  }
  return 0;
}
const pending = last();
n = 100;
export async function run(): Promise<unknown> {
  return await pending;
}
