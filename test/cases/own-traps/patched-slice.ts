// Array.prototype.slice was replaced: the copy is shorter than the original.
export function run(): unknown {
  const original = Array.prototype.slice;
  try {
    Array.prototype.slice = function <T>(): T[] { return []; };
    const a = [1, 2, 3];
    const b = a.slice();
    return b[a.length - 1]; // OOB
  } finally {
    Array.prototype.slice = original;
  }
}
