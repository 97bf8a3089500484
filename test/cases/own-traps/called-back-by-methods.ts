// Functions that methods of arrays call back, and what only looks like one.

function shrinks(): number {
  const xs = [1, 2, 3];
  xs.forEach(() => {
    xs.length = 1;
  });
  return xs[2]; // OOB
}
function shrinksByArgument(): number {
  const xs = [1, 2, 3];
  xs.some((_x, _i, all) => all.pop() === 0);
  return xs[2]; // OOB
}
function indexOfAnother(): number {
  const few = [10, 20];
  let sum = 0;
  [1, 2, 3].forEach((_, i) => {
    sum += few[i]; // OOB
  });
  return sum;
}
function elementOfAnother(): string[] {
  const names = ["a", "b", "c"];
  return [0, 2, 3].map((k) => {
    const name: string = names[k]; // OOB
    return name;
  });
}
function storedMeanwhile(): number {
  const few = [10, 20];
  let sum = 0;
  const ks = [0, 1];
  ks.forEach((k) => {
    ks[1] = 7;
    sum += few[k]; // OOB
  });
  return sum;
}
function storedByArgument(): number {
  const few = [10, 20];
  let sum = 0;
  [0, 1].forEach((k, _, all) => {
    all[1] = 7;
    sum += few[k]; // OOB
  });
  return sum;
}
function mappedInto(): number {
  const few = [10, 20];
  const ks = [0, 1].map((k) => k * 5);
  return few[ks[1]]; // OOB
}
function folded(): number {
  const few = [10, 20];
  return [1, 2, 3].reduce((at, x) => {
    const held: number = few[at % 5]; // OOB
    return at + x + held * 0;
  }, 0);
}
function foldedWithout(): number {
  const few = [10, 20];
  return [4, 1].reduce((at, x) => {
    const held: number = few[at]; // OOB
    return x + held;
  });
}
function foldedResult(): number {
  const few = [10, 20];
  const sum = [1, 2].reduce((s, x) => s + x, 0);
  return few[sum]; // OOB
}
function holesAreFound(): string {
  const names = ["a", "b", "c"];
  const xs = new Array<number>(2);
  xs[0] = 5;
  let seen = "";
  xs.find((x) => {
    seen = names[x ?? 7]; // OOB
    return false;
  });
  return seen;
}
class Own {
  forEach(f: (x: number, i: number) => void): void {
    f(0, 99);
  }
}
function ofAnOwnClass(own: Own): number {
  const few = [10, 20];
  let sum = 0;
  own.forEach((_, i) => {
    sum += few[i]; // OOB
  });
  return sum;
}
class Loud<T> extends Array<T> {
  override forEach(f: (x: T, i: number, all: T[]) => void): void {
    f(this[0]!, 99, this);
  }
}
function ofASubclass(): number {
  const few = [10, 20];
  const xs: number[] = Loud.of(1, 2);
  let sum = 0;
  xs.forEach((_, i) => {
    sum += few[i]; // OOB
  });
  return sum;
}
let again: ((x: number, i: number) => void) | null = null;
function keepsItself(): number {
  const few = [10, 20];
  let sum = 0;
  [1, 2].forEach(function me(_x: number, i: number): void {
    again = me;
    sum += few[i]; // OOB
  });
  again?.(0, 99);
  return sum;
}
function callsItself(): number {
  const few = [10, 20];
  let sum = 0;
  [1].forEach(function me(x: number, i: number): void {
    sum += few[i]; // OOB
    if (i < 5) me(x, i + 1);
  });
  return sum;
}
function throwsHalfWay(): number {
  const xs = [1, 2, 3];
  try {
    xs.forEach((x) => {
      if (x === 2) throw xs.splice(0, 2);
    });
  } catch {
    return xs[2]; // OOB
  }
  return 0;
}
function deletesMeanwhile(): string {
  const xs = ["a", "b"];
  const made = xs.map((x) => {
    delete xs[1];
    return x;
  });
  const second: string = made[1]; // OOB
  return second;
}
function assignsOutside(): number {
  const few = [10, 20];
  let n = 1;
  [1, 2].forEach(() => {
    n = 9;
  });
  return few[n]; // OOB
}
function inner(): number {
  const xs = [1, 2, 3];
  [0].forEach(() => {
    [0].forEach(() => {
      xs.pop();
    });
  });
  return xs[2]; // OOB
}
function filtered(): number {
  const xs = [1, 2, 3];
  const kept = xs.filter((x) => x > 1);
  return kept[2]; // OOB
}
function filteredContents(): number {
  const few = [10, 20];
  const ks = [0, 9];
  const kept = ks.filter((k) => k > 5);
  return few[kept[0]]; // OOB
}
function byArguments(): number {
  const few = [10, 20];
  let sum = 0;
  [1, 2, 3].forEach(function () {
    const i = arguments[1] as number;
    sum += few[i]; // OOB
  });
  return sum;
}
function byRest(): number {
  const few = [10, 20];
  let sum = 0;
  [1, 2, 3].forEach((...all) => {
    sum += few[all[1]]; // OOB
  });
  return sum;
}
function compared(): number {
  const few = [10, 20];
  let sum = 0;
  [0, 4, 1].sort((a, b) => {
    sum += few[a]; // OOB
    return a - b;
  });
  return sum;
}
function ofText(text: string): number {
  const few = [10, 20];
  let sum = 0;
  [...text].forEach((c, i) => {
    sum += c.length + few[i]; // OOB
  });
  return sum;
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
    shrinks, shrinksByArgument, indexOfAnother, elementOfAnother, storedMeanwhile, storedByArgument, mappedInto, folded, foldedWithout,
    foldedResult, holesAreFound, () => ofAnOwnClass(new Own()), ofASubclass, keepsItself, callsItself, throwsHalfWay, deletesMeanwhile,
    assignsOutside, inner, filtered, filteredContents, byArguments, byRest, compared, () => ofText("abc"),
  ];
  return all.map((f) => attempt(f));
}
