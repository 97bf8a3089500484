// Spreading a string gives code points, length counts units.
export function run(): unknown {
  const s = 'a\u{1F600}b';
  const points = [...s];
  let n = 0;
  for (let i = 0; i < s.length; i++) {
    if (points[i] !== 'z') n++; // OOB
  }
  return n;
}
