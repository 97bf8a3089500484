// The right side shrinks the buffer after the index was checked.
export function run(): unknown {
  const buffer = new ArrayBuffer(8, { maxByteLength: 8 });
  const a = new Uint8Array(buffer);
  const i = 7;
  if (i < a.length) {
    a[i] = (buffer.resize(0), 9); // OOB
  }
  return a.length;
}
