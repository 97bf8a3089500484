// bind fixes the index that the visible call does not pass.
function at(i: number, a: number[]): number {
  return a[i]; // OOB
}
export function run(): unknown {
  const third = at.bind(null, 2);
  return third([1, 2]) === undefined;
}
