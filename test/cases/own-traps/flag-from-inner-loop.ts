// A flag set at the end of the last pass of an inner loop speaks of its old index.
export function run(): unknown {
  const a = [1, 2, 3];
  let s = 0;
  for (let r = 0; r < 3; r++) {
    let found = false;
    for (let i = 0; i < 6; i++) {
      if (found) { s += a[i] as number; break; } // OOB
      found = i === 2 ? i < a.length : false;
    }
  }
  return s;
}
