// A flag kept from the last pass speaks of the index of that pass.
export function run(): unknown {
  const a = [1, 2, 3];
  let s = 0;
  let ok = false;
  let i = 0;
  while (true) {
    if (ok) s += a[i]; // OOB
    ok = i < a.length;
    i++;
    if (i > 8) break;
  }
  return s;
}
