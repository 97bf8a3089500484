// A subclass turns a field that looked constant into an accessor.
class Grid {
  protected cells = new Uint8Array(4);
  get width(): number { return 2; }
  corner(): number { return this.cells[this.width * 2 - 1]; } // OOB
}
class Wide extends Grid { override get width(): number { return 3; } }
export function run(): unknown { return [new Grid().corner(), new Wide().corner()]; }
