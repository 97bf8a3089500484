// Array.prototype.fill was replaced: the holes of new Array(n) stay.
export function run(): unknown {
  const original = Array.prototype.fill;
  try {
    Array.prototype.fill = function <T>(this: T[]): T[] { return this; };
    const a = new Array<number>(3).fill(0);
    return a[1]; // OOB
  } finally {
    Array.prototype.fill = original;
  }
}
