// shift in the body of a loop with a cached length.
export function run(): unknown {
  const a = [1, 2, 3, 4];
  let s = 0;
  for (let i = 0, n = a.length; i < n; i++) {
    s += a[i]; // OOB
    if (s > 2) a.shift();
  }
  return s;
}
