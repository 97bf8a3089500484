// The encoded text has more bytes than the string has units.
export function run(): unknown {
  const s = 'h\u00e9';
  const bytes = new TextEncoder().encode(s);
  let n = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (s[i] === 'h') n += bytes[i]; // OOB
  }
  return n;
}
