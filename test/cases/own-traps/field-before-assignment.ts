// TypeScript asks that the constructor assigns a field before it ends: a method that it calls before finds undefined.
class Held {
  items: number[];
  first: number;
  constructor(x: number[]) {
    this.first = this.pick(x);
    this.items = x;
  }
  pick(x: number[]): number {
    const k = this.items == null ? 100 : 0;
    if (x.length > 0) return x[k]; // OOB
    return 0;
  }
}
export function run(): unknown {
  return new Held([1, 2]).first;
}
