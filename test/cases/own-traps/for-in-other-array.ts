// Keys of one array index another.
export function run(): unknown {
  const a = [1, 2, 3];
  const b = [4, 5];
  let s = 0;
  for (const k in a) {
    s += b[Number(k)]; // OOB
  }
  return s;
}
