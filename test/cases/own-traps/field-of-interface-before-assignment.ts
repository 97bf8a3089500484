// What a constructor hands out too early passes for the interface that the class implements.
interface Limit {
  readonly most: number;
}
class Counter implements Limit {
  readonly most: number;
  constructor(x: number[], look: (limit: Limit, x: number[]) => number) {
    look(this, x);
    this.most = 1;
  }
}
function at(limit: Limit, x: number[]): number {
  const k = limit.most === undefined ? 100 : 0;
  return x.length > 0 ? x[k] : 0; // OOB
}
export function run(): unknown {
  return new Counter([1, 2], at).most;
}
