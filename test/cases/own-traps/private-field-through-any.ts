// TypeScript's private is a convention.
class Ring {
  private head = 0;
  private readonly cells = new Uint8Array(4);
  peek(): number { return this.cells[this.head]; } // OOB
}
export function run(): unknown { const r = new Ring(); (r as unknown as { head: number }).head = 4; return r.peek(); }
