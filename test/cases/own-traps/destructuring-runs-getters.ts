// So does destructuring it.
export function run(): unknown {
  const a = [1, 2];
  const source = { get x(): number { a.length = 0; return 1; } };
  const last = a.length - 1;
  const { x } = source;
  return x + a[last]; // OOB
}
