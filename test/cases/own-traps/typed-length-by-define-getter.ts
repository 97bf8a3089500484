// The old way to define an accessor makes a length of its own.
function total(a: Uint8Array): number {
  (a as any).__defineGetter__("length", () => 100);
  let s = 0;
  for (let i = 0; i < a.length; i++) s += a[i]; // OOB
  return s;
}
export function run(): unknown {
  return total(new Uint8Array(3));
}
