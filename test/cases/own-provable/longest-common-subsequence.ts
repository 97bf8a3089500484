// tier: nonlinear. A table of (n + 1) * (m + 1) cells by rows.
function lcs(a: string, b: string): number {
  if (a.length > 1000 || b.length > 1000) throw new RangeError('too long');
  const w = b.length + 1;
  const t = new Uint16Array((a.length + 1) * w);
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      t[i * w + j] = a[i - 1] === b[j - 1] ? t[(i - 1) * w + (j - 1)] + 1 : Math.max(t[(i - 1) * w + j], t[i * w + (j - 1)]);
    }
  }
  return t[a.length * w + b.length];
}
export function run(): unknown { return [lcs('abcbdab', 'bdcaba'), lcs('', 'x')]; }
