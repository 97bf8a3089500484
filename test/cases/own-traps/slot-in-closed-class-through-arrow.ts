// The arrow function keeps `this` and hands it out when it is called.
class Late {
  private at = 0;
  private readonly cells = new Uint8Array(4);
  get(): () => unknown { return () => this; }
  read(): unknown {
    return this.cells[this.at]; // OOB
  }
}
export function run(): unknown {
  const l = new Late();
  const me = l.get()() as { at: number };
  me.at = 9;
  return l.read();
}
