// The receiver is the empty array, although the key's side effect installs a long one.
export function run(): unknown {
  let a: number[] = [];
  const fill = (): number => { a = [1, 2, 3]; return 1; };
  return a[fill()]; // OOB
}
