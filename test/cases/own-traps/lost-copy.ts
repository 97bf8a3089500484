// The copy is taken before the step, the use comes after the loop.
export function run(): unknown {
  const a = [3, 4, 5];
  let i = 0, j = 0;
  while (i < a.length) { i++; j = i; }
  return a[j]; // OOB
}
