// Past 2^53 a product is rounded: the difference is not what algebra says.
function at(a: number[], x: number): number {
  if (!Number.isInteger(x) || x < 1) return -1;
  const square = x * x;
  const previous = (x - 1) * (x + 1);
  return a[square - previous - 1]; // OOB
}
export function run(): unknown { return at([7], 2 ** 27 + 1) ?? at([7], 94906267); }
