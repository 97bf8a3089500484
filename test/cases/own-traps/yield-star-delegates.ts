// yield* hands control to whoever consumes it.
function* inner(): Generator<number> { yield 1; yield 2; }
function* outer(a: number[]): Generator<number> {
  const last = a.length - 1;
  yield* inner();
  yield a[last]; // OOB
}
export function run(): unknown {
  const a = [1, 2, 3];
  const out: unknown[] = [];
  for (const x of outer(a)) { out.push(x); a.length = 1; }
  return out.length;
}
