// tier: interval. |x| of a 16-bit number stays below the table's size.
const SQUARES = new Float64Array(32769);
function magnitude(samples: Int16Array): number {
  let s = 0;
  for (let i = 0; i < samples.length; i++) s += SQUARES[Math.abs(samples[i])];
  return s;
}
export function run(): unknown { SQUARES[32768] = 1; return magnitude(new Int16Array([-32768, 32767, 0])); }
