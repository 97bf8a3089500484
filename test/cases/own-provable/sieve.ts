// tier: zone. The inner step starts at p * p and stays below the limit.
function primesBelow(limit: number): number[] {
  if (!Number.isInteger(limit) || limit < 0 || limit > 100000) throw new RangeError('limit');
  const composite = new Uint8Array(limit);
  const primes: number[] = [];
  for (let p = 2; p < limit; p++) {
    if (composite[p] === 1) continue;
    primes.push(p);
    for (let k = p * p; k < limit; k += p) composite[k] = 1;
  }
  return primes;
}
export function run(): unknown { return [primesBelow(20), primesBelow(0)]; }
