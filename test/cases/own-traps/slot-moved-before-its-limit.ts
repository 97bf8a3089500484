// The index is moved first; what runs before it is put right reads past the end.
class Cursor {
  readonly #cells = new Uint8Array(4);
  #at = 0;
  to(n: number, then: () => void): void {
    this.#at = n;
    then();
    if (!(this.#at >= 0 && this.#at < this.#cells.length)) this.#at = 0;
  }
  read(): unknown {
    return this.#cells[this.#at]; // OOB
  }
}
export function run(): unknown {
  const c = new Cursor();
  const seen: unknown[] = [];
  c.to(9, () => { seen.push(c.read()); });
  return seen;
}
