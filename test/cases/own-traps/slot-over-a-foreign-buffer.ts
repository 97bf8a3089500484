// Whoever has the buffer can take it away: the array in the field has no length then.
class Whole {
  readonly #v: Uint8Array;
  constructor(buffer: ArrayBuffer) {
    const v = new Uint8Array(buffer);
    if (v.length < 8) throw new RangeError("v");
    this.#v = v;
  }
  last(): unknown {
    return this.#v[7]; // OOB
  }
}
class Counted {
  readonly #v: Uint8Array;
  readonly #n: number;
  constructor(buffer: ArrayBuffer) {
    const v = new Uint8Array(buffer);
    this.#v = v;
    this.#n = v.length;
  }
  get(i: number): unknown {
    if (!Number.isInteger(i) || i < 0 || i >= this.#n) throw new RangeError("i");
    return this.#v[i]; // OOB
  }
}
export function run(): unknown {
  const buffer = new ArrayBuffer(8);
  const whole = new Whole(buffer);
  const counted = new Counted(buffer);
  structuredClone(buffer, { transfer: [buffer] });
  return [whole.last(), counted.get(3)];
}
