// A method is a property like any other.
class Table {
  private readonly cells = new Uint8Array(4);
  limit(): number { return this.cells.length; }
  last(): number { return this.cells[this.limit() - 1]; } // OOB
}
export function run(): unknown {
  const t = new Table();
  t.limit = () => 9;
  return t.last();
}
