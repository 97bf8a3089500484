// A char code can be larger than 127.
const DECODE = new Int8Array(128).fill(-1);
function decode(s: string): number {
  let n = 0;
  for (let i = 0; i < s.length; i++) {
    n += DECODE[s.charCodeAt(i)]; // OOB
  }
  return n;
}
export function run(): unknown { return decode('aé'); }
