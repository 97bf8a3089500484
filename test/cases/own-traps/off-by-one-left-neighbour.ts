// The first element has no left neighbour.
function steps(a: Int32Array): number {
  let n = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i - 1] !== a[i]) n++; // OOB
  }
  return n;
}
export function run(): unknown { return steps(new Int32Array([1, 2])); }
