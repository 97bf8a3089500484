// The body's closure changes the loop variable of its turn.
export function run(): unknown {
  const a = [1, 2, 3];
  let s = 0;
  for (let i = 0; i < a.length; i++) {
    const skip = (): void => { i += 2; };
    if (s > 0) skip();
    s += a[i]; // OOB
  }
  return s;
}
