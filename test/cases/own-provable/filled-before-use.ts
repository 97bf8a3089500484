// Arrays that are made by their length and filled before anything else is done with them have no holes.
function ways(n: number): number {
  if (!Number.isInteger(n) || n < 1 || n > 1000) return 0;
  const table = new Array<number>(n + 1).fill(0);
  table[0] = 1;
  for (let i = 1; i <= n; i++) table[i] = table[i - 1]! + 1;
  return table[n]!;
}
function squares(n: number): number {
  if (!Number.isInteger(n) || n < 0 || n > 1000) return 0;
  const all: number[] = new Array(n);
  for (let i = 0; i < n; i++) all[i] = i * i;
  let sum = 0;
  for (let i = 0; i < all.length; i++) sum += all[i]!;
  return sum;
}
function rows(): number {
  const grid: Uint8Array[] = new Array(4);
  for (let y = 0; y < grid.length; y++) grid[y] = new Uint8Array(4);
  let sum = 0;
  for (let y = 0; y < 4; y++) sum += grid[y]!.length;
  return sum;
}
function sums(xs: readonly number[]): number {
  if (!Array.isArray(xs)) return 0;
  const before = new Array<number>(xs.length + 1);
  before[0] = 0;
  for (let i = 1; i < before.length; i++) before[i] = before[i - 1]! + i;
  let most = 0;
  for (let i = 0; i < before.length; i++) most = Math.max(most, before[i]!);
  return most;
}
function fibonacci(n: number): number {
  const all = new Array<number>(32);
  all[0] = 0;
  all[1] = 1;
  for (let i = 2; i < 32; i++) all[i] = all[i - 1]! + all[i - 2]!;
  return all[n & 31]!;
}
export function run(): unknown {
  return [ways(10), squares(5), rows(), sums([1, 2, 3]), fibonacci(10)];
}
