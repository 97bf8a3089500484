// Leaving a for-of early runs the iterator's return.
export function run(): unknown {
  const a = [1, 2, 3];
  const source = {
    *[Symbol.iterator](): Generator<number> { try { yield 1; yield 2; } finally { a.length = 1; } },
  };
  const last = a.length - 1;
  for (const x of source) if (x === 1) break;
  return a[last]; // OOB
}
