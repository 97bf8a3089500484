// Object.assign runs setters of the target.
export function run(): unknown {
  const a = [1, 2];
  const target = { set x(v: number) { a.length = v; } };
  const last = a.length - 1;
  Object.assign(target, { x: 0 });
  return a[last]; // OOB
}
