// A static private field is one for all, and written wherever the class is.
class Counter {
  static #next = 0;
  static readonly #cells = new Uint8Array(4);
  static bump(n: number): void { Counter.#next += n; }
  static read(): unknown {
    return Counter.#cells[Counter.#next]; // OOB
  }
}
export function run(): unknown {
  Counter.bump(6);
  return Counter.read();
}
