// return() of a generator runs its finally block with the state of that moment.
const seen: unknown[] = [];
function* walk(a: number[]): Generator<number> {
  let i = 0;
  try {
    for (; i < a.length; i++) yield i;
  } finally {
    seen.push(a[i]); // OOB
  }
}
export function run(): unknown {
  const a = [1, 2, 3];
  const g = walk(a);
  g.next(); g.next(); g.next();
  a.length = 1;
  g.return(undefined);
  return seen.length;
}
