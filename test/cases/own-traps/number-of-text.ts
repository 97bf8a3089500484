// Number('1e1') is 10, Number('0x10') is 16.
function digit(a: number[], c: string): number {
  if (c.length > 3) return -1;
  return a[Number(c)]; // OOB
}
export function run(): unknown { return digit([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], '1e1'); }
