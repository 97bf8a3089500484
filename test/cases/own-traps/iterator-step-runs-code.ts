// Each step of a for-of runs the generator.
export function run(): unknown {
  const a = [1, 2, 3];
  function* source(): Generator<number> { for (let k = 0; k < 3; k++) { yield k; a.pop(); } }
  let s = 0;
  for (const k of source()) {
    s += a[k]; // OOB
  }
  return s;
}
