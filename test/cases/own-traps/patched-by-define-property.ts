// The intrinsic is replaced through reflection, under a computed name.
export function run(): unknown {
  const name = ['pu', 'sh'].join('');
  const original = Object.getOwnPropertyDescriptor(Array.prototype, name)!;
  const a: number[] = [];
  try {
    Object.defineProperty(Array.prototype, name, { value: () => 0, configurable: true, writable: true });
    a.push(4);
    return a[a.length - 1]; // OOB
  } finally {
    Object.defineProperty(Array.prototype, name, original);
  }
}
