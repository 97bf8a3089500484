// The subclass changes a protected field.
class Ring {
  protected head = 0;
  private readonly cells = new Uint8Array(4);
  peek(): number { return this.cells[this.head]; } // OOB
}
class Fast extends Ring { skip(): void { this.head += 6; } }
export function run(): unknown { const r = new Fast(); r.skip(); return r.peek(); }
