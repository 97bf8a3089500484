// An own property shadows the length of a typed array.
export function run(): unknown {
  const a = new Uint8Array(2);
  Object.defineProperty(a, "length", { value: 8 });
  let s = 0;
  for (let i = 0; i < a.length; i++) s += a[i]; // OOB
  return s;
}
