// tier: nonlinear class invariant. cells.length = rows * columns.
class Matrix {
  readonly #cells: Float64Array;
  readonly #rows: number;
  readonly #columns: number;
  constructor(rows: number, columns: number) {
    if (!Number.isInteger(rows) || !Number.isInteger(columns) || rows < 0 || columns < 0 || rows > 4096 || columns > 4096) throw new RangeError('shape');
    this.#rows = rows;
    this.#columns = columns;
    this.#cells = new Float64Array(rows * columns);
  }
  set(r: number, c: number, x: number): void {
    if (!Number.isInteger(r) || !Number.isInteger(c) || r < 0 || c < 0 || r >= this.#rows || c >= this.#columns) throw new RangeError('cell');
    this.#cells[r * this.#columns + c] = x;
  }
  trace(): number {
    const n = Math.min(this.#rows, this.#columns);
    let s = 0;
    for (let i = 0; i < n; i++) s += this.#cells[i * this.#columns + i];
    return s;
  }
}
export function run(): unknown { const m = new Matrix(2, 3); m.set(0, 0, 4); m.set(1, 1, 5); m.set(1, 2, 9); return m.trace(); }
