// The method runs on what is no instance.
class Reader {
  private at = 0;
  private readonly cells = new Uint8Array(4);
  read(): unknown {
    return this.cells[this.at]; // OOB
  }
}
export function run(): unknown {
  const read = new Reader().read;
  return read.call({ at: 9, cells: new Uint8Array(4) } as unknown as Reader);
}
