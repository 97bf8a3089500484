// tier: zone. A rest array is fresh, dense and ours.
function largest(first: number, ...rest: number[]): number {
  let best = first;
  for (let i = 0; i < rest.length; i++) if (rest[i] > best) best = rest[i];
  return best;
}
export function run(): unknown { return [largest(1), largest(1, 5, 3)]; }
