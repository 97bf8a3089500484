// A typed array is given a length of its own by a function that goes under another name.
function total(a: Uint8Array): number {
  const { defineProperty } = Object;
  defineProperty(a, "length", { value: 100 });
  let s = 0;
  for (let i = 0; i < a.length; i++) s += a[i]; // OOB
  return s;
}
export function run(): unknown {
  return total(new Uint8Array(3));
}
