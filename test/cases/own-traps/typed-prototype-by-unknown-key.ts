// An assignment under an unknown key may change the prototype, and with it the length.
function total(a: Uint8Array, key: string): number {
  (a as unknown as Record<string, object>)[key] = { length: 100 };
  let s = 0;
  for (let i = 0; i < a.length; i++) s += a[i]; // OOB
  return s;
}
export function run(): unknown {
  return total(new Uint8Array(3), "__proto__");
}
