// What a class extends is evaluated before the class: a private name there is that of the class around.
class Base {}
class Outer {
  readonly #cells = new Uint8Array(4);
  #at = 0;
  step(): void {
    this.#at = (this.#at + 1) & 3;
  }
  read(): number | undefined {
    return this.#cells[this.#at]; // OOB
  }
  spoil(o: any): unknown {
    return class extends ((o.#at = 100), Base) {
      #at = 0;
      own(): number {
        return this.#at;
      }
    };
  }
}

export function run(): unknown {
  const o = new Outer();
  o.step();
  o.spoil(o);
  return o.read() === undefined;
}
