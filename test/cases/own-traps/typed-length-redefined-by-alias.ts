// A typed array is given a length of its own under a name that may stand for something else.
function total(a: Uint8Array, other: object, which: boolean): number {
  Object.defineProperty(which ? a : other, "length", { value: 100 });
  let s = 0;
  for (let i = 0; i < a.length; i++) s += a[i]; // OOB
  return s;
}
export function run(): unknown {
  return total(new Uint8Array(3), {}, true);
}
