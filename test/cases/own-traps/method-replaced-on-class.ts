// So is a method of the prototype.
class Table {
  private readonly cells = new Uint8Array(4);
  limit(): number { return this.cells.length; }
  last(): number { return this.cells[this.limit() - 1]; } // OOB
}
export function run(): unknown {
  Table.prototype.limit = () => 9;
  return new Table().last();
}
