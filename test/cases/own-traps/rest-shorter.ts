// The rest array has what is left.
function third(first: number, ...rest: number[]): number {
  return first + rest[1]; // OOB
}
export function run(): unknown { return third(1, 2); }
