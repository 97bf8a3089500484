// The replaced text is shorter.
export function run(): unknown {
  const s = 'a-b-c';
  const t = s.replaceAll('-', '');
  return t[s.length - 1] === 'c'; // OOB
}
