// To freeze a proxy is to ask its traps, which may do anything.
const xs: number[] = [];
function fill(): void {
  xs.push(1, 2, 3);
}
function empty(): void {
  xs.length = 0;
}
function third(o: object): unknown {
  if (xs.length > 2) {
    Object.freeze(o);
    return xs[2]; // OOB
  }
  return 0;
}
export function run(): unknown {
  fill();
  return third(
    new Proxy(
      {},
      {
        preventExtensions(target) {
          empty();
          return Object.preventExtensions(target) === target;
        },
      },
    ),
  );
}
