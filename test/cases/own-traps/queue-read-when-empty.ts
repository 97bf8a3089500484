// Nothing is left.
class Queue {
  private readonly items: number[] = [];
  private head = 0;
  push(x: number): void { this.items.push(x); }
  next(): number { return this.items[this.head++]; } // OOB
}
export function run(): unknown { const q = new Queue(); q.push(1); return [q.next(), q.next()]; }
