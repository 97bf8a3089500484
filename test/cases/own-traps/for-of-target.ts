// The head of the loop stores, once too often.
export function run(): unknown {
  const a = new Uint8Array(2);
  let i = 0;
  for (a[i++] of [7, 8, 9]) { // OOB
    if (i > 5) break;
  }
  return i;
}
