// break leaves the block before the index is corrected.
export function run(): unknown {
  const a = [1, 2, 3];
  let i = 3;
  fix: {
    if (a.length > 2) break fix;
    i = 0;
  }
  return a[i]; // OOB
}
