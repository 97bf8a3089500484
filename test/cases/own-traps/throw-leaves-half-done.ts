// The handler sees the cursor as the throwing step left it.
function step(i: number): void { if (i === 2) throw new Error('stop'); }
export function run(): unknown {
  const a = [1, 2];
  let i = 0;
  try {
    while (true) { step(i); i++; }
  } catch (e) {
    return [e instanceof Error, a[i]]; // OOB
  }
}
