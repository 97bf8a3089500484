// The private array was handed out.
class Names {
  readonly #names = ['a', 'b'];
  all(): string[] { return this.#names; }
  second(): string { return this.#names[1]; } // OOB
}
export function run(): unknown { const n = new Names(); n.all().pop(); return n.second(); }
