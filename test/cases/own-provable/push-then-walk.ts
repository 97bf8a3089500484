// tier: zone. A local array that only grows by push is dense.
function evens(limit: number): number {
  const xs: number[] = [];
  for (let i = 0; i < limit; i += 2) xs.push(i);
  let s = 0;
  for (let i = 0; i < xs.length; i++) s += xs[i];
  return s;
}
export function run(): unknown { return [evens(9), evens(0)]; }
