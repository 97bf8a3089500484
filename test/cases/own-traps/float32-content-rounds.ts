// Float32 rounds 2^24 + 1.
export function run(): unknown {
  const start = new Float32Array([2 ** 24 + 1]);
  const a = [5, 6];
  return a[start[0] - 2 ** 24 - 1]; // OOB
}
