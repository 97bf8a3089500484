// An array iterator that came to the end stays there, though the array grows.
export function run(): unknown {
  const a: number[] = [];
  const o = { p: 0 };
  let x = 0, y = 0;
  [x = 0, (a.push(1, 2, 3), o).p = 0, y] = a; // OOB
  return x + y;
}
