// structuredClone with a transfer list detaches.
export function run(): unknown {
  const a = new Uint8Array(4);
  const n = a.length;
  structuredClone(a, { transfer: [a.buffer] });
  return a[n - 1]; // OOB
}
