// tier: class invariant and bit-vector. A buffer of 16 cells and a mask of 15.
class Log {
  readonly #cells = new Float64Array(16);
  #writes = 0;
  add(x: number): void { this.#cells[this.#writes & 15] = x; this.#writes = (this.#writes + 1) | 0; }
  recent(back: number): number { return this.#cells[(this.#writes - 1 - back) & 15]; }
}
export function run(): unknown { const l = new Log(); for (let i = 0; i < 20; i++) l.add(i); return [l.recent(0), l.recent(3)]; }
