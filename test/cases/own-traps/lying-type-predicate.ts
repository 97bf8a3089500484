// The predicate claims what it does not check.
function isPair(xs: number[]): xs is [number, number] { return xs.length > 0; }
export function run(): unknown {
  const xs: number[] = [1];
  return isPair(xs) ? xs[1] : -1; // OOB
}
