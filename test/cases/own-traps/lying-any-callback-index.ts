// The callback is called with an index that nobody checked.
function pickWith(a: number[], choose: (n: number) => number): number {
  const k = choose(a.length);
  if (k < a.length) return a[k]; // OOB
  return -1;
}
export function run(): unknown { return pickWith([1, 2], () => -1); }
