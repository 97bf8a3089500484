// tier: bit-vector. Four bits index sixteen entries.
const BITS = [0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4] as const;
function popcount(x: number): number {
  let n = 0;
  for (let k = 0; k < 32; k += 4) n += BITS[(x >>> k) & 15];
  return n;
}
export function run(): unknown { return [popcount(0), popcount(0xffff), popcount(-1)]; }
