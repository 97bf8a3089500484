// Array.prototype[Symbol.iterator] was replaced: for-of runs more often than there are elements.
function lastByCounting(a: number[]): number {
  let n = 0;
  for (const x of a) { void x; n++; }
  return n > 0 ? a[n - 1] : -1; // OOB
}
export function run(): unknown {
  const original = Array.prototype[Symbol.iterator];
  try {
    Array.prototype[Symbol.iterator] = function* () { yield 1; yield 2; yield 3; return undefined; } as typeof original;
    return lastByCounting([5]);
  } finally {
    Array.prototype[Symbol.iterator] = original;
  }
}
