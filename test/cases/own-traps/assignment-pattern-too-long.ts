// The same in an assignment.
function halves(s: string): string {
  let left = '', right = '';
  [left, right] = s.split(':'); // OOB
  return right + left;
}
export function run(): unknown { return halves('x').length; }
