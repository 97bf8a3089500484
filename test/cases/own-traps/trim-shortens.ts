// trim takes white space off.
export function run(): unknown {
  const s = ' x ';
  const t = s.trim();
  return t[s.length - 1] === ' '; // OOB
}
