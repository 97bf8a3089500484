// sort without comparator converts its elements, which runs user code.
export function run(): unknown {
  const b = [1, 2];
  const loud = { toString(): string { b.length = 0; return 'x'; } };
  const i = b.length - 1;
  [loud, loud].sort();
  return b[i]; // OOB
}
