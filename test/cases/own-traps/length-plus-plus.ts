// length++ makes a hole at the end.
export function run(): unknown {
  const a = [1, 2];
  a.length++;
  return a[a.length - 1]; // OOB (hole)
}
