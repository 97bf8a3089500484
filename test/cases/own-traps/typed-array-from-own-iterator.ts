// TypedArray.from asks the array's own iterator.
export function run(): unknown {
  const a = new Uint8Array(5);
  Object.defineProperty(a, Symbol.iterator, { value: function* () { yield 1; } });
  const b = Uint8Array.from(a);
  let s = 0;
  for (let i = 0; i < a.length; i++) s += b[i]; // OOB
  return s;
}
