// A typed array converts what is stored; the conversion runs after any test before the store.
function put(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value; // OOB
}

export function run(): unknown {
  const buffer = new ArrayBuffer(8, { maxByteLength: 16 });
  const bytes = new Uint8Array(buffer);
  put(bytes, 7, 1);
  const value = {
    valueOf(): number {
      buffer.resize(4);
      return 2;
    },
  };
  put(bytes, 7, value as unknown as number);
  return bytes.length;
}
