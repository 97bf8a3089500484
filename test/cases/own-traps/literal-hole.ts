// An elision is a hole.
export function run(): unknown {
  const a = [1, , 3];
  let n = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] === 1 || a[i] === 3) n++; // OOB (hole)
  }
  return n;
}
