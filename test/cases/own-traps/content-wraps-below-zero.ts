// Uint8 turns -1 into 255.
export function run(): unknown {
  const prev = new Uint8Array(4);
  for (let i = 0; i < 4; i++) prev[i] = i - 1;
  const b = [1, 2, 3, 4];
  return b[prev[0]]; // OOB
}
