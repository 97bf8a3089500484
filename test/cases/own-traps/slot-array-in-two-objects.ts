// One array in the fields of two objects: what one does to it the other sees.
class Node {
  #items: number[] = [];
  share(other: Node): void { other.#items = this.#items; }
  fill(): void { this.#items = [1, 2, 3]; }
  cut(): void { this.#items.length = 1; }
  third(): unknown {
    return this.#items.length === 0 ? null : this.#items[2]; // OOB
  }
}
export function run(): unknown {
  const a = new Node();
  const b = new Node();
  a.fill();
  a.share(b);
  b.cut();
  return a.third();
}
