// new Uint8Array(undefined) is empty; undefined < 1 is false.
function first(n: number): number {
  const a = new Uint8Array(n);
  if (n < 1) return -1;
  return a[0]; // OOB
}
export function run(): unknown { return first((JSON.parse('{}') as { n: number }).n); }
