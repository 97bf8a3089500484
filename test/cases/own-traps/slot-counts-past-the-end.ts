// Nothing keeps the counter below the length, and a product of sizes rounds where they are no integers.
class Grid {
  readonly #cells: Float64Array;
  readonly #width: number;
  readonly #height: number;
  #next = 0;
  constructor(width: number, height: number) {
    if (!(width >= 0 && width < 100 && height >= 0 && height < 100)) throw new RangeError("size");
    this.#width = width;
    this.#height = height;
    this.#cells = new Float64Array(width * height);
  }
  next(): unknown {
    return this.#cells[this.#next++]; // OOB
  }
  last(): unknown {
    return this.#cells[(Math.ceil(this.#width) - 1) * this.#height]; // OOB
  }
}
export function run(): unknown {
  const g = new Grid(2.5, 4);
  const out: unknown[] = [];
  for (let i = 0; i < 11; i++) out.push(g.next());
  const h = new Grid(1.5, 1);
  return [out, h.last()];
}
