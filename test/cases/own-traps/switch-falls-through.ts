// The case without break falls into the next one.
function pick(a: number[], mode: string): number {
  let i = 0;
  switch (mode) {
    case 'end':
      i = a.length;
    // falls through
    case 'here':
      return a[i]; // OOB
    default:
      return -1;
  }
}
export function run(): unknown { return [pick([1, 2], 'here'), pick([1, 2], 'end')]; }
