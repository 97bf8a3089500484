/**
 * Temporaries of one activation. Taken and given back like a stack: an expression that holds one is evaluated as a whole before its
 * siblings, so these may use the same ones, while what it contains gets others.
 */
export class Temporaries {
  readonly #prefix: string;
  #next = 0;
  #most = 0;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  take(): string {
    const taken = `${this.#prefix}${this.#next}`;
    this.#next += 1;
    this.#most = Math.max(this.#most, this.#next);
    return taken;
  }

  /** Runs `body` and gives back what it took. */
  during<T>(body: () => T): T {
    const mark = this.#next;
    const result = body();
    this.#next = mark;
    return result;
  }

  /** Every name that must be declared, in order. */
  get names(): readonly string[] {
    return Array.from({ length: this.#most }, (_, index) => `${this.#prefix}${index}`);
  }
}
