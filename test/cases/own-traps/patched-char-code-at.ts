// charCodeAt gives what the patch gives.
const TABLE = new Uint8Array(65536);
export function run(): unknown {
  const original = String.prototype.charCodeAt;
  try {
    String.prototype.charCodeAt = (): number => 70000;
    return TABLE['a'.charCodeAt(0)]; // OOB
  } finally {
    String.prototype.charCodeAt = original;
  }
}
