// A number, yet not an integer.
function at(a: number[], i: number): number {
  if (i >= 0 && i < a.length) return a[i]; // OOB
  return -1;
}
export function run(): unknown { return at([1, 2, 3], JSON.parse('{"i":0.5}').i as number); }
