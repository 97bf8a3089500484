// ??= keeps what is there, even if it is out of range.
function at(a: number[], start: number | null): number {
  let i = start;
  i ??= 0;
  return a[i]; // OOB
}
export function run(): unknown { return [at([1], null), at([1], 3)]; }
