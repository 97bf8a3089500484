// A field that one clause assigns is not assigned in the next.
class Held {
  items: number[];
  first = 0;
  constructor(n: number, x: number[]) {
    switch (n) {
      case 1:
        this.items = x;
        break;
      default:
        this.first = this.pick(x);
        this.items = x;
    }
  }
  pick(x: number[]): number {
    const k = this.items === undefined ? 100 : 0;
    return x.length > 0 ? x[k] : 0; // OOB
  }
}
export function run(): unknown {
  return new Held(2, [1, 2]).first;
}
