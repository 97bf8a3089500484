// push returns the new length, which is no index.
export function run(): unknown {
  const a: number[] = [];
  const i = a.push(5);
  return a[i]; // OOB
}
