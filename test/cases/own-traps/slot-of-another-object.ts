// The index belongs to a longer table.
class Table {
  readonly #cells: Uint8Array;
  #at = 0;
  constructor(n: number) {
    if (!Number.isInteger(n) || n < 1 || n > 64) throw new RangeError("n");
    this.#cells = new Uint8Array(n);
  }
  end(): void { this.#at = this.#cells.length - 1; }
  mixed(other: Table): unknown {
    return this.#cells[other.#at]; // OOB
  }
}
export function run(): unknown {
  const long = new Table(9);
  long.end();
  return new Table(2).mixed(long);
}
