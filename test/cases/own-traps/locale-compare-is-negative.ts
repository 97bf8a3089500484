// A comparison result is no index.
const WORD = ['same', 'after'];
function compare(a: string, b: string): string {
  return WORD[a < b ? -1 : a > b ? 1 : 0]; // OOB
}
export function run(): unknown { return compare('a', 'b'); }
