// The size was computed from the count before it changed.
export function run(): unknown {
  let n = 3;
  const size = n * 2;
  n = 8;
  if (n > 8) return 0;
  const b = new Uint8Array(size);
  return b[n]; // OOB
}
