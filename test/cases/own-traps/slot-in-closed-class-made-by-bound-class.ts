// The class by another name: bound, as `new.target`, as `constructor` of an instance, as `valueOf` of itself.
class Bound {
  private at = 0;
  private readonly cells = new Uint8Array(4);
  read(): unknown {
    return this.cells[this.at]; // OOB
  }
}
class Target {
  static made: unknown[] = [];
  private at = 0;
  private readonly cells = new Uint8Array(4);
  constructor(list: unknown[]) { list.push(new.target); }
  read(): unknown {
    return this.cells[this.at]; // OOB
  }
}
export function run(): unknown {
  const B = Bound.bind(null) as unknown as new () => { at: number; read(): unknown };
  const b = new B();
  b.at = 9;
  const list: unknown[] = [];
  new Target(list);
  const T = list[0] as { prototype: { read(this: unknown): unknown } };
  return [b.read(), T.prototype.read.call({ at: 9, cells: new Uint8Array(1) })];
}
