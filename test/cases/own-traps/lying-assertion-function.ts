// The assertion function asserts nothing.
function assertIndex(i: number, n: number): asserts i is 0 | 1 { if (n < 0) throw new Error(`${i}`); }
export function run(): unknown {
  const a = [1, 2];
  const i: number = Number('7');
  assertIndex(i, a.length);
  return a[i]; // OOB
}
