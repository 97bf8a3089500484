// A method that the constructor calls finds the field undefined, and `undefined & 3` is 0: the table of one element is read at 1 later only.
class Table {
  readonly #cells: number[];
  #at: number;
  constructor(n: number) {
    this.#cells = [5];
    this.first();
    this.#at = n;
  }
  first(): unknown {
    return this.#cells[this.#at]; // OOB
  }
}
export function run(): unknown { return new Table(0).first(); }
