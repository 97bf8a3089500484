// The receiver of the method is another kind of object.
class Table {
  private readonly cells = new Uint8Array(4);
  private readonly last = 3;
  peek(): number { return this.cells[this.last]; } // OOB
}
export function run(): unknown {
  const peek = new Table().peek;
  return peek.call({ cells: new Uint8Array(1), last: 3 } as unknown as Table);
}
