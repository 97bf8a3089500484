// The initialiser of the first field calls a method that reads the second one: it is on the prototype of all objects then.
class First {
  private readonly got = this.read();
  private at = 0;
  private readonly cells = new Uint8Array(4);
  read(): unknown {
    const { at, cells } = this;
    return cells === undefined ? null : cells[at]; // OOB
  }
  again(): unknown { return [this.got, this.read()]; }
}
export function run(): unknown {
  const proto = Object.prototype as unknown as { at?: number; cells?: Uint8Array };
  proto.at = 9;
  proto.cells = new Uint8Array(4);
  try {
    return new First().again();
  } finally {
    delete proto.at;
    delete proto.cells;
  }
}
