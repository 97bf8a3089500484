// The static block runs after the size was taken.
class Table {
  static cells = [1, 2, 3];
  static size = Table.cells.length;
  static { Table.cells.pop(); }
  static last(): number { return Table.cells[Table.size - 1]; } // OOB
}
export function run(): unknown { return Table.last(); }
