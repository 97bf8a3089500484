// new Array('3') is ['3'].
function third(n: number): unknown {
  const a = new Array<number>(n).fill(0);
  return n >= 3 ? a[2] : -1; // OOB
}
export function run(): unknown { return third(JSON.parse('"3"') as number); }
