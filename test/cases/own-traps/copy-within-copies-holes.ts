// copyWithin moves the hole to a place that was checked.
export function run(): unknown {
  const a = [1, 2, , 4] as number[];
  const before = a[0];
  a.copyWithin(0, 2, 3);
  return before + a[0]; // OOB (hole)
}
