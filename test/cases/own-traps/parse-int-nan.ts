// parseInt of an empty string is NaN, and NaN > 2 is false.
function nth(a: string[], text: string): string {
  const k = parseInt(text, 10);
  if (k < 0 || k > a.length - 1) return '';
  return a[k]; // OOB
}
export function run(): unknown { return nth(['a', 'b', 'c'], ''); }
