// a.length - b.length is negative when b is longer.
function suffixStart(a: string, b: string): string {
  const k = a.length - b.length;
  return a[k]; // OOB
}
export function run(): unknown { return suffixStart('x', 'xyz') === undefined; }
