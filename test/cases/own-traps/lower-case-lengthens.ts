// toLowerCase lengthens the dotted capital I.
export function run(): unknown {
  const s = '\u0130x';
  const l = s.toLowerCase();
  let same = 0;
  for (let i = 0; i < l.length; i++) {
    if (s[i] === l[i]) same++; // OOB
  }
  return same;
}
