// tier: content invariant. Each element of fail is at most its own index, for patterns of any length.
function find(text: string, pat: string): number {
  const m = pat.length;
  if (m === 0) return 0;
  const fail = new Int32Array(m);
  for (let i = 1, j = 0; i < m; i++) {
    while (j > 0 && pat[i] !== pat[j]) j = fail[j - 1]; // PROVED
    if (pat[i] === pat[j]) j++; // PROVED
    fail[i] = j; // PROVED
  }
  for (let i = 0, j = 0; i < text.length; i++) {
    while (j > 0 && text[i] !== pat[j]) j = fail[j - 1]; // PROVED
    if (text[i] === pat[j]) j++; // PROVED
    if (j === m) return i - m + 1;
  }
  return -1;
}
export function run(): unknown { return [find('aaaa', 'aa'), find('abcabc', 'abd'), find('x', 'longer')]; }
