// The prototype of arrays by way of `constructor`: its iterator runs foreign code, which shortens what is read.
const proto = ([] as unknown as { constructor: { prototype: Record<symbol, unknown> } }).constructor.prototype;

export function run(): number {
  const short = [1, 2, 3];
  const order = [0, 1];
  const original = proto[Symbol.iterator];
  proto[Symbol.iterator] = function* () {
    short.length = 0;
    yield 2;
  };
  try {
    let sum = 0;
    for (const at of order) if (at < 3) sum += short[at]!; // OOB
    return sum;
  } finally {
    proto[Symbol.iterator] = original;
  }
}
