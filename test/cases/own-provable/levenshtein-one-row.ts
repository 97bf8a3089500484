// tier: zone. One row and a diagonal variable.
function distance(a: string, b: string): number {
  const row = new Uint32Array(b.length + 1);
  for (let j = 0; j < row.length; j++) row[j] = j;
  for (let i = 0; i < a.length; i++) {
    let diagonal = i;
    row[0] = i + 1;
    for (let j = 0; j < b.length; j++) {
      const up = row[j + 1];
      row[j + 1] = Math.min(up + 1, row[j] + 1, diagonal + (a[i] === b[j] ? 0 : 1));
      diagonal = up;
    }
  }
  return row[b.length];
}
export function run(): unknown { return distance('flaw', 'lawn'); }
