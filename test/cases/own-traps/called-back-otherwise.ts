// Functions that stand where a method calls back, in calls that are none of a method: what they call themselves with is not all.

const later: (() => void)[] = [];

interface Walking {
  map?: (f: (x: number, i: number) => void) => void;
}
const walking: Walking = {
  map(f) {
    for (let i = 0; i < 3; i++) f(1, i);
  },
};
function optional(): number {
  const few = [10];
  let sum = 0;
  walking.map?.(function me(_x: number, i: number): void {
    sum += few[i]; // OOB
    later.push(() => me(0, 0));
  });
  return sum;
}
function spread(more: readonly unknown[]): number {
  const few = [10];
  let sum = 0;
  [1, 2, 3].forEach(
    function me(_x: number, i: number): void {
      sum += few[i]; // OOB
      later.push(() => me(0, 0));
    },
    ...(more as [unknown?]),
  );
  return sum;
}
class Base {
  map(f: (x: number, i: number) => void): void {
    for (let i = 0; i < 3; i++) f(1, i);
  }
}
class Derived extends Base {
  walk(): number {
    const few = [10];
    let sum = 0;
    super.map(function me(_x: number, i: number): void {
      sum += few[i]; // OOB
      later.push(() => me(0, 0));
    });
    return sum;
  }
}
function attempt(f: () => unknown): unknown {
  try {
    return f();
  } catch (error) {
    return (error as Error).name;
  }
}
export function run(): unknown {
  const all = [optional, () => spread([]), () => new Derived().walk()];
  const found = all.map((f) => attempt(f));
  for (const f of later.splice(0)) f();
  return found;
}
