// tier: escape. The typed array is local to the generator.
function* runs(n: number): Generator<number> {
  if (!Number.isInteger(n) || n < 0 || n > 1000) return;
  const cells = new Int32Array(n);
  for (let i = 0; i < cells.length; i++) {
    cells[i] = i * 2;
    yield cells[i];
  }
}
export function run(): unknown { return [...runs(4)]; }
