// The function looks closed, but apply passes something else.
function at(a: number[], i: number): number {
  return a[i]; // OOB
}
export function run(): unknown {
  const direct = at([1, 2], 0);
  return [direct, Reflect.apply(at, undefined, [[1, 2], 5]) as number];
}
