// A length-tracking view shrinks in the callback.
function sum(a: Uint8Array, visit: () => void): number {
  let s = 0;
  for (let i = 0, n = a.length; i < n; i++) {
    s += a[i]; // OOB
    visit();
  }
  return s;
}
export function run(): unknown {
  const buffer = new ArrayBuffer(8, { maxByteLength: 16 });
  return sum(new Uint8Array(buffer), () => { buffer.resize(4); });
}
