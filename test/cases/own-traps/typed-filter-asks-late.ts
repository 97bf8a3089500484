// `filter` of typed arrays asks the receiver's `constructor` what to make when all callbacks have run, and hands them the receiver.
type Accept = (value: number, index: number, all: Uint8Array) => boolean;

function kept(accept: Accept, then: () => void): number | undefined {
  const c = new Uint8Array(8).filter(accept);
  if (c.length <= 3) return 0;
  then();
  return c[3]; // OOB
}

class Held {
  readonly #kept: Uint8Array;
  readonly #limit: number;
  constructor(accept: Accept) {
    this.#kept = new Uint8Array(8).filter(accept);
    this.#limit = this.#kept.length;
  }
  last(): number | undefined {
    return this.#limit > 0 ? this.#kept[this.#limit - 1] : 0; // OOB
  }
}

export function run(): unknown {
  const made: Uint8Array[] = [];
  const key = ["const", "ructor"].join("");
  const accept: Accept = (_value, _index, all) => {
    const species = function (n: number): Uint8Array {
      const one = new Uint8Array(n);
      made.push(one);
      return one;
    };
    (all as any)[key] = { [Symbol.species]: species };
    return true;
  };
  const takeAway = (): void => {
    for (const one of made) structuredClone(one.buffer, { transfer: [one.buffer as ArrayBuffer] });
  };
  const h = new Held(accept);
  takeAway();
  return [kept(accept, takeAway) === undefined, h.last() === undefined];
}
