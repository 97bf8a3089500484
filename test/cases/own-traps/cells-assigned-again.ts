// Variables that several functions share and assign: whatever any of them ever puts in, any of them may find.
const few = [10, 20, 30];

let given = 0;
function give(n: number): void {
  given = n;
}
function fromOutside(n: number): number {
  give(n);
  return few[given]; // OOB
}
let counted = 0;
function count(): void {
  counted++;
}
function grows(): number {
  for (let k = 0; k < 5; k++) count();
  const xs = [1, 2, 3];
  return xs[counted]; // OOB
}
let halved = 1;
function halve(): void {
  halved = halved / 2;
}
function fraction(): number {
  halve();
  const xs = [1, 2, 3];
  return xs[halved]; // OOB
}
let negative = 0;
function lower(): void {
  negative -= 1;
}
function below(): number {
  lower();
  const xs = [1, 2, 3];
  return xs[negative]; // OOB
}
function early(): number {
  const xs = [1, 2, 3];
  return xs[later]; // OOB
}
const found = early();
var later = 1;
function assignLater(): void {
  later = 0;
}
let parted = 0;
function part(pair: [number, number]): void {
  [, parted] = pair;
}
function byPattern(): number {
  part([0, 9]);
  const xs = [1, 2, 3];
  return xs[parted]; // OOB
}
let headed = 0;
function byHead(): number {
  const walk = (): void => {
    for (headed of [1, 7]);
  };
  walk();
  const xs = [1, 2, 3];
  return xs[headed]; // OOB
}
let caughtAt = 0;
function fail(): never {
  throw 8;
}
function byCatch(): number {
  const attempt = (): void => {
    try {
      fail();
    } catch (error) {
      caughtAt = error as number;
    }
  };
  attempt();
  const xs = [1, 2, 3];
  return xs[caughtAt]; // OOB
}
let handed = 0;
function handOut(): () => void {
  return () => {
    handed = 6;
  };
}
function byOthers(run: (f: () => void) => void): number {
  run(handOut());
  const xs = [1, 2, 3];
  return xs[handed]; // OOB
}
function ofParameter(at: number): number {
  const move = (): void => {
    at = at + 3;
  };
  move();
  const xs = [1, 2, 3];
  return xs[at]; // OOB
}
function inLoops(): number {
  const moves: (() => number)[] = [];
  for (let i = 0; i < 4; i++) moves.push(() => i++);
  const xs = [1, 2, 3];
  let sum = 0;
  for (const move of moves) sum += xs[move()]; // OOB
  return sum;
}
function* steps(): Generator<number> {
  let at = 0;
  const next = (): void => {
    at += 2;
  };
  const xs = [1, 2, 3];
  for (;;) {
    yield xs[at]; // OOB
    next();
  }
}
let inField = 0;
class Sets {
  size = (inField = 5);
}
function byField(): number {
  new Sets();
  const xs = [1, 2, 3];
  return xs[inField]; // OOB
}
let unset: number;
function beforeSet(): number {
  const xs = [1, 2, 3];
  return xs[unset]; // OOB
}
function setUnset(): void {
  unset = 1;
}
function attempt(f: () => unknown): unknown {
  try {
    return f();
  } catch (error) {
    return (error as Error).name;
  }
}
export function run(): unknown {
  const all = [
    () => fromOutside(9),
    grows,
    fraction,
    below,
    () => found,
    byPattern,
    byHead,
    byCatch,
    () => byOthers((f) => f()),
    () => ofParameter(1),
    inLoops,
    () => [...Array(3).keys()].map(() => 0).concat([...take(steps(), 3)]),
    byField,
    beforeSet,
  ];
  const results = all.map((f) => attempt(f));
  assignLater();
  setUnset();
  return results;
}
function* take<T>(from: Iterable<T>, n: number): Generator<T> {
  for (const one of from) {
    if (n-- <= 0) return;
    yield one;
  }
}
