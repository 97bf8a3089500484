// i >= 0 is always true for an unsigned number: the step from 0 goes to 2^32 - 1.
export function run(): unknown {
  const a = new Uint8Array([1, 2, 3]);
  let s = 0, turns = 0;
  for (let i = a.length - 1; i >= 0 && turns < 5; i = (i - 1) >>> 0, turns++) {
    s += a[i]; // OOB
  }
  return s;
}
