// '10' < '9' as strings.
function at(a: number[], i: number, limit: number): number {
  if (i >= 0 && i < limit) return a[i]; // OOB
  return -1;
}
export function run(): unknown {
  const input = JSON.parse('{"i":"10","limit":"9"}') as { i: number; limit: number };
  return at([0, 1, 2, 3, 4, 5, 6, 7, 8], input.i, input.limit);
}
