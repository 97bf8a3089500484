// Array.from({ length: 1.9 }) has one element.
function second(n: number): number {
  const a = Array.from({ length: n }, () => 0);
  return n > 1 ? a[1] : -1; // OOB
}
export function run(): unknown { return second(1.9); }
