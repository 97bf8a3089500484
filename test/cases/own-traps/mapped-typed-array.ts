// What `map` and `filter` make of a typed array: as long as it was when they began, or shorter; and what a sort leaves behind.
function filtered(): number {
  const kept = new Uint8Array([1, 0, 2]).filter((v) => v > 0);
  return kept[2]; // OOB
}
function pastTheEnd(): number {
  const doubled = new Uint8Array(3).map((v) => v * 2);
  return doubled[3]; // OOB
}
function wraps(): string {
  const wrapped = new Uint8Array([10, 250]).map((v) => v + 10);
  const names = ["a", "b", "c", "d", "e"];
  return names[wrapped[0]]; // OOB
}
function takenAway(): number {
  const from = new Uint8Array(2);
  from.map((v) => {
    structuredClone(from.buffer, { transfer: [from.buffer] });
    return v;
  });
  return from[1]; // OOB
}
function takenWhileSorted(): number {
  const from = new Uint8Array(2);
  from.sort((a, b) => {
    if (from.byteLength > 0) structuredClone(from.buffer, { transfer: [from.buffer] });
    return a - b;
  });
  return from[1]; // OOB
}
function shortened(): number {
  const xs = [3, 1, 2, 0];
  xs.toSorted((a, b) => {
    xs.length = 1;
    return a - b;
  });
  return xs[2]; // OOB
}
function holes(): string {
  const xs = new Array<string>(3);
  xs[0] = "a";
  xs.sort((a, b) => (a < b ? -1 : 1));
  return xs[2].toString; // OOB
}
function putBack(): number {
  const xs = [2, 1];
  const same = xs.sort((a, b) => {
    xs.push(5);
    return a - b;
  });
  xs.length = 1;
  return same[1]; // OOB
}
var early: typeof Uint8Array | undefined;
function variable(): number {
  const type = early ?? Uint8Array.prototype.constructor as typeof Uint8Array;
  const xs = new type(2);
  return xs[2]; // OOB
}
class Short extends Uint8Array {
  constructor(n: number) {
    super(Math.min(n, 1));
  }
}
const Store: typeof Uint8Array = Short as unknown as typeof Uint8Array;
function subclass(): number {
  const xs = new Store(2);
  return xs[1]; // OOB
}
function attempt(f: () => unknown): unknown {
  try {
    return f();
  } catch (error) {
    return (error as Error).name;
  }
}
export function run(): unknown {
  return [filtered, pastTheEnd, wraps, takenAway, takenWhileSorted, shortened, holes, putBack, variable, subclass].map((f) => attempt(f));
}
