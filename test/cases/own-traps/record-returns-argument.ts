// A record that a function returns holds the argument: what is done to the member is done to the caller's array.
function boxed(xs: number[]): { items: number[] } { return { items: xs }; }
export function run(): unknown {
  const xs = [1, 2, 3];
  const box = boxed(xs);
  box.items.pop();
  return xs[2]; // OOB
}
