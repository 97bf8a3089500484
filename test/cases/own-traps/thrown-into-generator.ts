// Between the steps of a generator the module goes on, also when the next step throws.
let n = 1;
function* g(): Generator<unknown> {
  const a = [1, 2, 3];
  if (!Number.isInteger(n) || n < 0 || n >= a.length) return 0;
  try { yield 1; } catch { yield a[n]; } // OOB
}
const it = g();
it.next();
n = 50;
const got = it.throw(new Error());
export function run(): unknown { return got; }
