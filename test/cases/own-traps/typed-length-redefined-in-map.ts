// What comes out of a map is the array that went in.
function total(a: Uint8Array): number {
  const held: object | undefined = new Map<number, object>([[0, a]]).get(0);
  if (held !== undefined) Object.defineProperty(held, "length", { value: 100 });
  let s = 0;
  for (let i = 0; i < a.length; i++) s += a[i]; // OOB
  return s;
}
export function run(): unknown {
  return total(new Uint8Array(3));
}
