// default in the middle falls on as well.
function pick(a: number[], mode: number): number {
  let i = a.length;
  switch (mode) {
    case 0: i = 0; break;
    default: i++;
    case 1: i--; break;
  }
  return a[i]; // OOB
}
export function run(): unknown { return [pick([1, 2], 0), pick([1, 2], 5)]; }
