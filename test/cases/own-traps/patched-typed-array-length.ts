// length of typed arrays is an accessor that can be redefined.
export function run(): unknown {
  const prototype = Object.getPrototypeOf(Uint8Array.prototype) as object;
  const original = Object.getOwnPropertyDescriptor(prototype, 'length')!;
  const a = new Uint8Array(2);
  try {
    Object.defineProperty(prototype, 'length', { configurable: true, get: () => 6 });
    return a[a.length - 1]; // OOB
  } finally {
    Object.defineProperty(prototype, 'length', original);
  }
}
