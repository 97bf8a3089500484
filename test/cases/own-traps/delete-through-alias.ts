// The alias deletes.
export function run(): unknown {
  const a = [1, 2, 3];
  const box = { list: a };
  const i = 1;
  if (i < a.length) {
    delete box.list[i];
    return a[i]; // OOB (hole)
  }
  return -1;
}
