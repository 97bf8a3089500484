// readonly is a convention too.
class Ring {
  readonly cells = new Uint8Array(4);
  at(i: number): number { return Number.isInteger(i) && i >= 0 && i < 4 ? this.cells[i] : -1; } // OOB
}
export function run(): unknown { const r = new Ring(); Object.assign(r, { cells: new Uint8Array(1) }); return r.at(2); }
