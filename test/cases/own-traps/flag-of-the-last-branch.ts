// A flag set on a branch of the last pass speaks of the index of that pass.
export function run(): unknown {
  const a = [1, 2, 3];
  let s = 0;
  let ok = false;
  for (let i = 0; i < 8; i++) {
    if (ok) s += a[i]; // OOB
    if (i < a.length) ok = true;
    else ok = false;
  }
  return s;
}
