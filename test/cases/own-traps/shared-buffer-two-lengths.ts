// Two views of one buffer have different lengths.
export function run(): unknown {
  const bytes = new Uint8Array(16);
  const words = new Uint32Array(bytes.buffer);
  let s = 0;
  for (let i = 0; i < bytes.length; i++) {
    s += words[i]; // OOB
  }
  return s;
}
