// #private cannot be reached from outside, but its methods can while the invariant is broken.
class Queue {
  #items = [1, 2, 3];
  #size = 3;
  peek(): number { return this.#size > 0 ? this.#items[this.#size - 1] : -1; } // OOB
  clear(notify: () => void): void { this.#items.length = 0; notify(); this.#size = 0; }
}
export function run(): unknown {
  const q = new Queue();
  const seen: number[] = [];
  q.clear(() => { seen.push(q.peek()); });
  return seen.length;
}
