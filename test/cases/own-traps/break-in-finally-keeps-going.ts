// The break in finally swallows the exception; the index was already moved.
function fail(): never { throw new Error('x'); }
export function run(): unknown {
  const a = [1, 2];
  let i = 0;
  for (;;) {
    try { i = a.length; fail(); i = 0; } finally { break; } // eslint-disable-line no-unsafe-finally
  }
  return a[i]; // OOB
}
