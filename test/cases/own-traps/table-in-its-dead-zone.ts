// Reading the table too early throws: no test may do so where the program does not.
const attempts: unknown[] = [];
function attempt(n: number): unknown {
  try {
    return sum(n);
  } catch (error) {
    return (error as Error).name;
  }
}
attempts.push(attempt(0), attempt(1));
const TABLE = [1, 2, 3];
attempts.push(attempt(0), attempt(3));
export function sum(n: number): number {
  let total = 0;
  for (let i = 0; i < n; i++) total += TABLE[i]; // OOB
  return total;
}
export function sums(n: number): number {
  const first = TABLE.length;
  let total = first;
  for (let i = 0; i < n; i++) total += TABLE[n - 1 - i]; // OOB
  return total;
}
export function run(): unknown { return [attempts, sum(3), sums(4), sum(5)]; }
