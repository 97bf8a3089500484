// The constructor of the base class runs before the fields of the derived one are there, and calls a method that reads them.
abstract class Base {
  first: number;
  constructor(x: number[]) {
    this.first = this.pick(x);
  }
  abstract pick(x: number[]): number;
}
class Derived extends Base {
  readonly from = 1;
  pick(x: number[]): number {
    const k = this.from === 1 ? 1 : 100;
    if (x.length > 1) return x[k]; // OOB
    return 0;
  }
}
export function run(): unknown {
  return new Derived([1, 2]).first;
}
