// Half of an odd number is no index.
class Half {
  readonly #cells = new Uint8Array(8);
  #at = 1;
  halve(): void { this.#at /= 2; }
  read(): unknown {
    return this.#cells[this.#at]; // OOB
  }
}
export function run(): unknown {
  const h = new Half();
  h.halve();
  return h.read();
}
