// The record holds a view of the argument's buffer, which is then transferred.
function viewed(bytes: Uint8Array): { view: Uint8Array } { return { view: bytes.subarray(0) }; }
export function run(): unknown {
  const bytes = new Uint8Array(4);
  const { view } = viewed(bytes);
  const buffer = view.buffer as ArrayBuffer;
  structuredClone(buffer, { transfer: [buffer] });
  return bytes[2]; // OOB
}
