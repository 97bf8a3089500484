// A type parameter says nothing about length.
function second<T>(xs: readonly T[], fallback: T): T {
  if (xs.length >= 1) return xs[1]; // OOB
  return fallback;
}
export function run(): unknown { return second(['only'], 'none'); }
