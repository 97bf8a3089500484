// Both check the same counter, then both use it.
const slots = new Float64Array(2);
let used = 0;
async function take(): Promise<void> {
  if (used < slots.length) {
    await null;
    slots[used++] = 1; // OOB
  }
}
export async function run(): Promise<unknown> {
  used = 0;
  await Promise.all([take(), take(), take()]);
  return used;
}
