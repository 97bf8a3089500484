// Each read of length is another number.
function walk(a: number[]): number {
  let s = 0;
  for (let i = 0; i < a.length && i < 4; i++) {
    s += a[i]; // OOB
  }
  return s;
}
export function run(): unknown {
  let n = 0;
  return walk(new Proxy<number[]>([1], { get: (t, k) => (k === 'length' ? ++n * 2 : Reflect.get(t, k)) }));
}
