// substring has what there is.
function window3(s: string, i: number): string {
  const w = s.substring(i, i + 3);
  return w[2]; // OOB
}
export function run(): unknown { return window3('abcd', 2) === undefined; }
