// The condition was about the array that the variable held before.
export function run(): unknown {
  let a = [1, 2, 3];
  const nonEmpty = a.length > 0;
  a = [];
  if (nonEmpty) return a[0]; // OOB
  return -1;
}
