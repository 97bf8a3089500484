// The check came before the yield.
function* cursor(a: number[]): Generator<number, void, number> {
  let i = 0;
  while (i < a.length) {
    const step = yield i;
    i += step;
    yield a[i]; // OOB
  }
}
export function run(): unknown {
  const g = cursor([1, 2]);
  const first = g.next();
  return [first.value, g.next(7).value === undefined];
}
