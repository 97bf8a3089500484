// Targets are evaluated one after the other: a[i] sees the new i.
export function run(): unknown {
  const a = new Uint8Array(3);
  let i = 0;
  [i, a[i]] = [7, 1]; // OOB
  return i;
}
