// A copy without two elements.
export function run(): unknown {
  const a = [1, 2, 3, 4];
  const b = a.filter((_, i) => i !== 1 && i !== 2);
  let s = 0;
  for (let i = a.length - 1; i > 0; i--) {
    s += b[i]; // OOB
  }
  return s;
}
