// The read half was in range, the write half is not.
export function run(): unknown {
  const buffer = new ArrayBuffer(4, { maxByteLength: 4 });
  const a = new Uint8Array(buffer);
  const shrink = (): number => { buffer.resize(0); return 1; };
  a[3] += shrink(); // OOB
  return a.length;
}
