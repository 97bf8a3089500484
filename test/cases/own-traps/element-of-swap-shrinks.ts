// All values of a swap are evaluated before its first target: the second value shortens what the first was read from.
export function run(): unknown {
  const a = [1, 2, 3];
  const shrink = (): number => { a.length = 1; return 0; };
  let x = 0;
  [x, a[2]] = [a[2], shrink()]; // OOB
  return [x, a];
}
