// a[i++] = a[i]: the right side sees the next index.
export function run(): unknown {
  const a = new Uint8Array([1, 2, 3]);
  let i = 0;
  while (i < a.length) {
    a[i++] = a[i]; // OOB
  }
  return i;
}
