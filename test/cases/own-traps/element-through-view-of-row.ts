// A view of the buffer of a believed row changes the row's elements.
function f(rows: Int32Array[]): number {
  const t = [1, 2, 3];
  const z = 0;
  const i = 0;
  const row = rows[z];
  const view = new Uint8Array(row.buffer, 0, 4);
  if (rows[z][i] === 0) {
    view[i] = 9;
    return t[rows[z][i]]; // OOB
  }
  return 0;
}
export function run(): unknown {
  return f([new Int32Array(4), new Int32Array(4)]);
}
