// The shift wrapped before the length was tested to be small: it is of another value.
function fill(n: number, m: number): number {
  const total = ((n + 63) >>> 6) << 6;
  if (m > 100) return 0;
  const b = new Uint8Array(total);
  b[m] = 1; // OOB
  return b.length;
}
export function run(): unknown { return fill(10, 90) + fill(100, 3); }
