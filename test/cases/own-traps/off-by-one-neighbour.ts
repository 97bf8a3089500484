// The last element has no right neighbour.
function sorted(a: Int32Array): boolean {
  for (let i = 0; i < a.length; i++) {
    if (a[i] > a[i + 1]) return false; // OOB
  }
  return true;
}
export function run(): unknown { return sorted(new Int32Array([1, 2])); }
