// new Array(n) has a length and no elements.
export function run(): unknown {
  const a = new Array<number>(3);
  return a.length > 2 ? a[2] : -1; // OOB (hole)
}
