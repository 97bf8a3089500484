// Only the last part of a comma condition decides.
function dot(a: number[], b: number[]): number {
  let s = 0;
  for (let i = 0; i < a.length, i < b.length; i++) {
    s += a[i] * b[i]; // OOB
  }
  return s;
}
export function run(): unknown { return dot([1], [2, 3]); }
