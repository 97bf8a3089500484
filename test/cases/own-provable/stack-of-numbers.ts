// tier: zone. The top of a local stack that was tested for emptiness.
function balanced(s: string): boolean {
  const open: number[] = [];
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i);
    if (c === 40 || c === 91) open.push(c);
    else if (c === 41 || c === 93) {
      if (open.length === 0) return false;
      const top = open[open.length - 1];
      if (top !== (c === 41 ? 40 : 91)) return false;
      open.pop();
    }
  }
  return open.length === 0;
}
export function run(): unknown { return [balanced('([])'), balanced('(]'), balanced(')')]; }
