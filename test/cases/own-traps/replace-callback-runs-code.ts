// replace calls back.
export function run(): unknown {
  const a = [1, 2, 3];
  const n = a.length;
  const text = 'abc'.replace(/b/, () => { a.length = 0; return ''; });
  return text.length + a[n - 1]; // OOB
}
