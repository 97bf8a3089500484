// The difference was taken before the comparison, of what has changed since; and one that fails says nothing where NaN is possible.
function before(a: Uint8Array, n: number): unknown {
  let lo = 5;
  const hi = n & 7;
  const d = hi - lo;
  lo = 0;
  if (lo < hi) return a[d]; // OOB
  return null;
}
function orNaN(a: Uint8Array, x: number, y: number): unknown {
  if (y > x) return null;
  const d = x - y;
  return d < 4 || d !== d ? a[d] : null; // OOB
}
function halves(a: Uint8Array, x: number, y: number): unknown {
  if (x < y && y - x < 1) return a[y - x]; // OOB
  return null;
}
export function run(): unknown {
  const a = new Uint8Array(8);
  return [before(a, 2), orNaN(a, NaN, 1), halves(a, 0.25, 0.75)];
}
