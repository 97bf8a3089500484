// tier: zone. A test of the table before the loop would be too early where the loop does not run.
const early = sum(0);
const TABLE = [1, 2, 3];
function sum(n: number): number {
  let total = 0;
  for (let i = 0; i < n; i++) {
    if (i >= TABLE.length) return total;
    total += TABLE[i];
  }
  return total;
}
export function run(): unknown { return [early, sum(3)]; }
