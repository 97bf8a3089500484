// A code point does not fit into a table of 2^16.
const KIND = new Uint8Array(65536);
function kind(s: string): number {
  const c = s.codePointAt(0) ?? 0;
  return KIND[c]; // OOB
}
export function run(): unknown { return kind('\u{1F600}'); }
