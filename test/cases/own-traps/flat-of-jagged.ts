// The rows are not equally long.
export function run(): unknown {
  const m = [[1, 2], [3]];
  const cells = m.flat();
  return cells[m.length * m[0].length - 1]; // OOB
}
