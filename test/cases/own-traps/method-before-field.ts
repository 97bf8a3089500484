// A field's initialiser calls a method that uses the next field.
class Table {
  size = 4;
  first = this.at(3);
  cells = new Uint8Array(2);
  at(i: number): number { return this.cells === undefined ? -1 : i < this.size ? this.cells[i] : -1; } // OOB
}
export function run(): unknown { const t = new Table(); return [t.first, t.at(3)]; }
