// lastIndexOf + 1 of the last character.
function extension(s: string): string {
  const k = s.lastIndexOf('.');
  return s[k + 1]; // OOB
}
export function run(): unknown { return extension('name.') === undefined; }
