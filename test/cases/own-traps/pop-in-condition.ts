// The condition pops, the body looks at what is left.
export function run(): unknown {
  const a = [1, 2, 3];
  let s = 0;
  while (a.pop() !== undefined) s += a[a.length - 1]; // OOB
  return s;
}
