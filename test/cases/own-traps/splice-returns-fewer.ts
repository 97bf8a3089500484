// splice returns what it could remove.
function takeThree(a: number[]): number {
  const t = a.splice(0, 3);
  return t[2]; // OOB
}
export function run(): unknown { return takeThree([1, 2]); }
