// search does not find.
export function run(): unknown {
  const s = 'abc';
  return s[s.search(/\d/)] === undefined; // OOB
}
