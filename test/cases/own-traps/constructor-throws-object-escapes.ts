// The object escaped before its constructor threw.
const made: Cells[] = [];
class Cells {
  size = 4;
  cells = new Uint8Array(0);
  constructor(n: number) {
    made.push(this);
    if (n < 0) throw new RangeError('n');
    this.cells = new Uint8Array(4);
  }
  last(): number { return this.cells[this.size - 1]; } // OOB
}
export function run(): unknown {
  made.length = 0;
  try { return new Cells(-1); } catch (e) { void e; }
  return made.map((c) => c.last());
}
