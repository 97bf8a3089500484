// Writing a property runs code.
export function run(): unknown {
  const a = [1, 2, 3];
  const o = { set level(v: number) { a.length = v; } };
  const last = a.length - 1;
  o.level = 1;
  return a[last]; // OOB
}
