// 'x'.repeat(2.9) has two letters.
function third(n: number): string {
  const s = 'x'.repeat(n);
  return n > 2 ? s[2] : ''; // OOB
}
export function run(): unknown { return third(2.9) === undefined; }
