// tier: interprocedural heap. Rows of one width made by a loop.
export function run(): unknown {
  const rows: number[][] = [];
  for (let y = 0; y < 3; y++) {
    const row: number[] = [];
    for (let x = 0; x < 4; x++) row.push(x * y);
    rows.push(row);
  }
  let s = 0;
  for (let y = 0; y < rows.length; y++) for (let x = 0; x < rows[y].length; x++) s += rows[y][x];
  return s;
}
