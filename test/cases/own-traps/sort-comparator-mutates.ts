// The comparator shortens another array between check and use.
export function run(): unknown {
  const a = [3, 1, 2];
  const b = [1, 2, 3];
  if (b.length === a.length) {
    a.sort((x, y) => { b.length = 1; return x - y; });
    return b[a.length - 1]; // OOB
  }
  return -1;
}
