// The buffer of a private typed array was handed out and detached.
class Block {
  readonly #bytes = new Uint8Array(8);
  get buffer(): ArrayBuffer { return this.#bytes.buffer; }
  first(): number { return this.#bytes[0]; } // OOB
}
export function run(): unknown {
  const b = new Block();
  structuredClone(b.buffer, { transfer: [b.buffer] });
  return b.first();
}
