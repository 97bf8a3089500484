// subarray of typed arrays can be replaced, too.
export function run(): unknown {
  const prototype = Object.getPrototypeOf(Uint8Array.prototype) as { subarray: unknown };
  const original = prototype.subarray;
  const a = new Uint8Array(4);
  try {
    prototype.subarray = () => new Uint8Array(0);
    const b = a.subarray(0, 2);
    return b[1]; // OOB
  } finally {
    prototype.subarray = original;
  }
}
