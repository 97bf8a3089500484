// The array has a push of its own.
export function run(): unknown {
  const a: number[] = [];
  a.push = (): number => 1;
  a.push(3);
  return a[0]; // OOB
}
