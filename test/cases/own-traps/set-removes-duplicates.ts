// The set has fewer elements than the array.
export function run(): unknown {
  const a = [1, 1, 2];
  const unique = [...new Set(a)];
  let s = 0;
  for (let i = 0; i < a.length; i++) {
    s += unique[i]; // OOB
  }
  return s;
}
