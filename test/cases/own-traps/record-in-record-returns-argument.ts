// As before, one record deeper, and through another function.
function boxed(xs: number[]): { inner: { items: number[] } } { const inner = { items: xs }; return { inner }; }
function through(xs: number[]): { inner: { items: number[] } } { return boxed(xs); }
export function run(): unknown {
  const xs = [1, 2, 3];
  through(xs).inner.items.pop();
  return xs[2]; // OOB
}
