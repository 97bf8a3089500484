// A store into a typed array converts the value.
export function run(): unknown {
  const a = [1, 2, 3];
  const u8 = new Uint8Array(1);
  const value = { valueOf(): number { a.length = 0; return 1; } } as unknown as number;
  const last = a.length - 1;
  u8[0] = value;
  return a[last]; // OOB
}
