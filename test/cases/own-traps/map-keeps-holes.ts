// map skips holes and leaves holes.
export function run(): unknown {
  const a = new Array<number>(3).map((_, i) => i);
  return a[1]; // OOB (hole)
}
