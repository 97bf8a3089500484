// A view that starts later is shorter than its buffer.
export function run(): unknown {
  const buffer = new ArrayBuffer(8);
  const tail = new Uint8Array(buffer, 4);
  let s = 0;
  for (let i = 0; i < buffer.byteLength; i++) {
    s += tail[i]; // OOB
  }
  return s;
}
