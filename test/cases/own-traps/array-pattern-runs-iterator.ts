// An array pattern runs the iterator.
export function run(): unknown {
  const a = [1, 2, 3];
  const source = { *[Symbol.iterator](): Generator<number> { a.length = 1; yield 0; } };
  const last = a.length - 1;
  const [x = 0] = source;
  return x + a[last]; // OOB
}
