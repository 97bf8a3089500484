// The constructor keeps the caller's array.
class Names {
  readonly #names: string[];
  readonly #count: number;
  constructor(names: string[]) { this.#names = names; this.#count = names.length; }
  last(): string { return this.#count > 0 ? this.#names[this.#count - 1] : ''; } // OOB
}
export function run(): unknown { const list = ['a', 'b']; const n = new Names(list); list.pop(); return n.last(); }
