// The index moves in the condition that checked it.
export function run(): unknown {
  const a = [1, 2];
  let i = 0, s = 0;
  while (i++ < a.length) {
    s += a[i]; // OOB
  }
  return s;
}
