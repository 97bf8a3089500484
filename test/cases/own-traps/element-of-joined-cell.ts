// The cell is a join here: it holds the very array that is stored into by its own name.
function f(c: number): number {
  const t = [1, 2];
  const y = new Int32Array(4);
  let g: (() => number) | null = null;
  switch (c) {
    case 0:
      const a = y;
      g = () => a[1];
    case 1: {
      const i = 0; const k = a[i];
      if (k >= 0 && k < 2) {
        y[0] = 9;
        return t[a[i]] + (g === null ? 0 : g()); // OOB
      }
    }
  }
  return 0;
}
export function run(): unknown {
  return f(0);
}
