// Two parameters are one object, and one of them is given a length.
function total(a: Uint8Array, other: object): number {
  Object.defineProperty(other, "length", { value: 100 });
  let s = 0;
  for (let i = 0; i < a.length; i++) s += a[i]; // OOB
  return s;
}
export function run(): unknown {
  return total(...((x: Uint8Array) => [x, x] as const)(new Uint8Array(3)));
}
