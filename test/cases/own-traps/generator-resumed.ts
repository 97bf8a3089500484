// Between two steps of the generator its caller shortened the array.
function* walk(a: number[]): Generator<number> {
  const n = a.length;
  for (let i = 0; i < n; i++) {
    yield a[i]; // OOB
  }
}
export function run(): unknown {
  const a = [1, 2, 3];
  let s = 0;
  for (const x of walk(a)) { s += x; a.pop(); }
  return s;
}
