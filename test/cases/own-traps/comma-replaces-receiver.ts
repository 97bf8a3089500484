// The check looked at the other array.
export function run(): unknown {
  let a = [1, 2, 3];
  const b = [9];
  const i = 2;
  return i < a.length ? (a = b, a[i]) : -1; // OOB
}
