// continue in finally swallows the exception after the index has moved.
export function run(): unknown {
  const a = [1, 2];
  let i = 0, s = 0;
  for (let turn = 0; turn < 2; turn++) {
    s += a[i]; // OOB
    try { i = a.length; throw new Error('x'); } finally { continue; } // eslint-disable-line no-unsafe-finally
  }
  return s;
}
