// `Reflect.set` defines the property in its receiver.
function total(a: Uint8Array): number {
  Reflect.set({}, "length", 100, a);
  let s = 0;
  for (let i = 0; i < a.length; i++) s += a[i]; // OOB
  return s;
}
export function run(): unknown {
  return total(new Uint8Array(3));
}
