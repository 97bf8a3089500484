// tier: contents of a constant table. Every class is one of four.
const CLASS = new Uint8Array(256);
for (let c = 0; c < 256; c++) CLASS[c] = c < 48 ? 0 : c < 58 ? 1 : c < 97 ? 2 : 3;
const WEIGHT = [1, 10, 100, 1000];
function weigh(text: string): number {
  let s = 0;
  for (let i = 0; i < text.length; i++) s += WEIGHT[CLASS[text.charCodeAt(i) & 255]]; // PROVED
  return s;
}
export function run(): unknown { return [weigh(' 09Az'), weigh('')]; }
