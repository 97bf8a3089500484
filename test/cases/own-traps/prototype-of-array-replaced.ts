// setPrototypeOf gives the array another push.
export function run(): unknown {
  const a: number[] = [];
  Object.setPrototypeOf(a, { push: () => 1 });
  a.push(3);
  return a[0]; // OOB
}
