// Array.prototype[Symbol.iterator] was replaced by code that shrinks an array: a spread asks it.
export function run(): unknown {
  const a = [1, 2, 3];
  let i = 0, j = 2;
  const original = Array.prototype[Symbol.iterator];
  try {
    Array.prototype[Symbol.iterator] = function* () { a.length = 1; yield 2; yield 0; return undefined; } as typeof original;
    const copy = [...[i, j]];
    [i, j] = [j, i];
    return [a[j], a[i], copy.length]; // OOB
  } finally {
    Array.prototype[Symbol.iterator] = original;
  }
}
