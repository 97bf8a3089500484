// tier: zone. Functions of Math by names of the module's own.
const min = Math.min;
const floor = Math.floor;
function middle(a: number[]): number {
  let total = 0;
  for (let i = 0; i < min(a.length, 8); i++) total += a[i];
  return a.length === 0 ? total : total + a[floor(a.length / 2)];
}
export function run(): unknown { return [middle([1, 2, 3]), middle([])]; }
