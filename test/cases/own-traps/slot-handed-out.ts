// The array leaves the class by a getter, and the one that comes in stays with the caller.
class Bag {
  readonly #items: number[];
  constructor(items: number[]) {
    if (items.length < 3) throw new RangeError("items");
    this.#items = items;
  }
  third(): unknown {
    return this.#items[2]; // OOB
  }
}
class Open {
  readonly #items: number[] = [1, 2, 3];
  get all(): number[] { return this.#items; }
  third(): unknown {
    return this.#items[2]; // OOB
  }
}
export function run(): unknown {
  const items = [1, 2, 3];
  const bag = new Bag(items);
  items.length = 1;
  const open = new Open();
  open.all.pop();
  return [bag.third(), open.third()];
}
