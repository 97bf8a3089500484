// tier: interval. Letters are tested before they become an index.
function frequencies(s: string): Uint32Array {
  const n = new Uint32Array(26);
  for (let i = 0; i < s.length; i++) {
    const k = s.charCodeAt(i) - 97;
    if (k >= 0 && k < 26) n[k]++;
  }
  return n;
}
export function run(): unknown { const f = frequencies('hello, world'); return [f[11], f[14], f[25]]; }
