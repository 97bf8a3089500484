// + with a string converts the other side.
export function run(): unknown {
  const a = ['x', 'y'];
  const who = { toString(): string { a.length = 0; return 'me'; } };
  const n = a.length;
  const text = 'for ' + who;
  return text + a[n - 1]; // OOB
}
