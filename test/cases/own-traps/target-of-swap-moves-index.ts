// The first target of a rotation is the index of the second.
export function run(): unknown {
  const a = new Uint8Array(3);
  let i = 0;
  [i, a[i]] = [3, 7]; // OOB
  return a;
}
