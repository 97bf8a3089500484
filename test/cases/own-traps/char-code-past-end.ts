// charCodeAt past the end is NaN.
const KIND = new Uint8Array(65536);
function kindAfter(s: string): number {
  return KIND[s.charCodeAt(s.length)]; // OOB
}
export function run(): unknown { return kindAfter('abc'); }
