// A field is written by a pattern, by `for…of` and by a rest element.
class Fields {
  #at = 0;
  readonly #cells = new Uint8Array(4);
  pattern(a: readonly number[]): void { [this.#at = 0] = a; }
  member(o: { x: number }): void { ({ x: this.#at } = o); }
  loop(a: readonly number[]): void { for (this.#at of a); }
  read(): unknown {
    return this.#cells[this.#at]; // OOB
  }
}
export function run(): unknown {
  const f = new Fields();
  f.pattern([7]);
  const a = f.read();
  f.member({ x: 8 });
  const b = f.read();
  f.loop([9]);
  return [a, b, f.read()];
}
