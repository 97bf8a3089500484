// tier: bit-vector and zone. Heads by the low bits of an unsigned hash, links checked before use.
function countDuplicates(words: readonly string[]): number {
  const heads = new Int32Array(32).fill(-1);
  const next = new Int32Array(words.length);
  let duplicates = 0;
  for (let i = 0; i < words.length; i++) {
    const w = words[i];
    let h = 0;
    for (let k = 0; k < w.length; k++) h = (Math.imul(h, 31) + w.charCodeAt(k)) | 0;
    const b = h & 31;
    let j = heads[b];
    while (j >= 0 && j < words.length && words[j] !== w) j = next[j];
    if (j >= 0) duplicates++;
    next[i] = heads[b];
    heads[b] = i;
  }
  return duplicates;
}
export function run(): unknown { return countDuplicates(['a', 'b', 'a', 'c', 'b']); }
