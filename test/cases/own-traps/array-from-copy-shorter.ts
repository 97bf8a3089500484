// Array.from follows the iterator, not the length.
export function run(): unknown {
  const source = { length: 3, *[Symbol.iterator](): Generator<number> { yield 1; } };
  const a = Array.from(source);
  return a[source.length - 1]; // OOB
}
