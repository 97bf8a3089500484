// An arrow function has the `arguments` of the function around it, and may be called later.
function outer(a: number[]): number {
  if (a.length < 3) return -1;
  const cut = (): void => { arguments[0].length = 0; };
  cut();
  return a[1]!; // OOB
}
export function run(): unknown {
  return outer([1, 2, 3]);
}
