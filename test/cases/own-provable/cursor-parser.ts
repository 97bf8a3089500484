// tier: zone. The cursor is a local variable; every look ahead is guarded.
function parseNumbers(s: string): number[] {
  const out: number[] = [];
  let i = 0;
  while (i < s.length) {
    while (i < s.length && s[i] === ' ') i++;
    let n = 0, any = false;
    while (i < s.length && s[i] >= '0' && s[i] <= '9') {
      n = n * 10 + (s.charCodeAt(i) - 48);
      any = true;
      i++;
    }
    if (any) out.push(n);
    else if (i < s.length) i++;
  }
  return out;
}
export function run(): unknown { return parseNumbers('12 x 7  30'); }
