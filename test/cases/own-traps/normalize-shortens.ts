// normalize joins combining marks.
export function run(): unknown {
  const s = 'e\u0301t\u0301e\u0301';
  const t = s.normalize('NFC');
  let same = 0;
  for (let i = 0; i < s.length; i++) {
    if (s[i] === t[i]) same++; // OOB
  }
  return same;
}
