// a[a.length] is past the end.
function append(a: Uint8Array, x: number): void {
  a[a.length] = x; // OOB
}
export function run(): unknown { const a = new Uint8Array(2); append(a, 1); return a.length; }
