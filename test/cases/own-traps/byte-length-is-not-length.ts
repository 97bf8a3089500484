// byteLength counts bytes.
export function run(): unknown {
  const a = new Uint16Array(4);
  let s = 0;
  for (let i = 0; i < a.byteLength; i++) {
    s += a[i]; // OOB
  }
  return s;
}
