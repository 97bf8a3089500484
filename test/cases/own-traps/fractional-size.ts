// A typed array of 2.7 has two elements, the loop counts to 2.
function sum(n: number): number {
  const a = new Float64Array(n);
  let s = 0;
  for (let i = 0; i < n; i++) {
    s += a[i]; // OOB
  }
  return s;
}
export function run(): unknown { return sum(2.7); }
