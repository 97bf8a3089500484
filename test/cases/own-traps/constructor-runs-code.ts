// new is a call.
export function run(): unknown {
  const a = [1, 2];
  class Taker { constructor() { a.pop(); } }
  const last = a.length - 1;
  const t = new Taker();
  return [t instanceof Taker, a[last]]; // OOB
}
