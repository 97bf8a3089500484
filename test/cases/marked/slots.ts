// Fields of which every write is in sight: private names, and fields of classes whose instances stay with code that calls their methods.
export class Ring {
  readonly #buffer: Float64Array;
  #head = 0;
  #size = 0;
  constructor(capacity: number) {
    if (!Number.isInteger(capacity) || capacity < 1 || capacity > 1 << 20) throw new RangeError("capacity");
    this.#buffer = new Float64Array(capacity);
  }
  push(x: number): boolean {
    if (this.#size === this.#buffer.length) return false;
    this.#buffer[(this.#head + this.#size) % this.#buffer.length] = x; // PROVED
    this.#size++;
    return true;
  }
  shift(): number | undefined {
    if (this.#size === 0) return undefined;
    const x = this.#buffer[this.#head]; // PROVED
    this.#head = (this.#head + 1) % this.#buffer.length;
    this.#size--;
    return x;
  }
}
export class Matrix {
  readonly #data: Float64Array;
  readonly #rows: number;
  readonly #columns: number;
  constructor(rows: number, columns: number) {
    if (!Number.isInteger(rows) || rows < 0 || rows > 1000 || !Number.isInteger(columns) || columns < 0 || columns > 1000)
      throw new RangeError("size");
    this.#rows = rows;
    this.#columns = columns;
    this.#data = new Float64Array(rows * columns);
  }
  get(i: number, j: number): number {
    if (!Number.isInteger(i) || !Number.isInteger(j) || i < 0 || j < 0 || i >= this.#rows || j >= this.#columns)
      throw new RangeError("index");
    return this.#data[i * this.#columns + j]; // PROVED
  }
}
class Bits {
  private readonly words: Uint32Array;
  private readonly size: number;
  constructor(size: number) {
    if (!Number.isInteger(size) || size < 0 || size > 1 << 24) throw new RangeError("size");
    this.size = size;
    this.words = new Uint32Array((size + 31) >>> 5);
  }
  set(i: number): void {
    if (!Number.isInteger(i) || i < 0 || i >= this.size) throw new RangeError("i");
    this.words[i >>> 5] |= 1 << (i & 31); // PROVED PROVED
  }
}
class Stack {
  private readonly cells = new Uint8Array(16);
  private top = 0;
  push(x: number): void {
    if (this.top >= this.cells.length) throw new RangeError("full");
    this.cells[this.top++] = x; // PROVED
  }
  pop(): number {
    if (this.top <= 0) throw new RangeError("empty");
    return this.cells[--this.top]; // PROVED
  }
}
/** Counted up without a test: it may be past the end. */
export class Unchecked {
  readonly #cells = new Uint8Array(16);
  #top = 0;
  next(): number {
    return this.#cells[this.#top++];
  }
}
/** A method that the constructor calls reads the field before it is assigned. */
export class Early {
  readonly #table: Uint8Array;
  #at: number;
  constructor(n: number) {
    this.#table = new Uint8Array(4);
    this.look();
    this.#at = n & 3;
  }
  look(): number {
    return this.#table[this.#at];
  }
}
/** The other field is moved first, and unknown code runs in between. */
export class Apart {
  readonly #table: Uint8Array;
  #at = 0;
  constructor(n: number) {
    this.#table = new Uint8Array(n & 7);
  }
  to(n: number, then: () => void): void {
    this.#at = n & 7;
    then();
    if (this.#at >= this.#table.length) this.#at = 0;
  }
  read(): number {
    return this.#table[this.#at];
  }
}
/** Whoever asks has the array. */
export class Handed {
  #items: number[] = [1, 2, 3];
  get items(): number[] {
    return this.#items;
  }
  last(): number {
    return this.#items[2];
  }
}
/** What is put in is in the hands of others. */
export class Given {
  readonly #items: Uint8Array;
  constructor(items: Uint8Array) {
    if (items.length < 3) throw new RangeError("items");
    this.#items = items;
  }
  last(): number {
    return this.#items[2];
  }
}
/** Replaced by a smaller one. */
export class Replaced {
  #items = new Uint8Array(4);
  shrink(): void {
    this.#items = new Uint8Array(1);
  }
  first(): number {
    return this.#items[0]; // PROVED
  }
  last(): number {
    return this.#items[3];
  }
}
class Leaky {
  private readonly cells = new Uint8Array(4);
  private at = 0;
  step(): number {
    this.at = (this.at + 1) & 3;
    return this.cells[this.at];
  }
}
/** A field of one object, a table of another. */
export class Pair {
  readonly #table: Uint8Array;
  #at = 0;
  constructor(n: number) {
    if (!Number.isInteger(n) || n < 1 || n > 100) throw new RangeError("n");
    this.#table = new Uint8Array(n);
  }
  move(): void {
    this.#at = (this.#at + 1) % this.#table.length;
  }
  own(): number {
    return this.#table[this.#at]; // PROVED
  }
  mixed(other: Pair): number {
    return this.#table[other.#at];
  }
}
export function use(n: number, report: (x: unknown) => void): number {
  const bits = new Bits(100);
  bits.set(n);
  const stack = new Stack();
  stack.push(1);
  const leaky = new Leaky();
  report(leaky);
  return stack.pop() + leaky.step();
}
