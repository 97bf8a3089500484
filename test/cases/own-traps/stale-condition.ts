// The condition was computed before the index moved.
export function run(): unknown {
  const a = [1, 2, 3];
  let i = 1;
  const inRange = i >= 0 && i < a.length;
  i += 4;
  return inRange ? a[i] : -1; // OOB
}
