// What a namespace exports is a property of an object, constant or not.

namespace Tools {
  export const least = Math.min;
  export const first = (): number => 0;
  export const keep = (_xs: number[]): void => undefined;
  export const Made = class {
    at(): number {
      return 0;
    }
  };
  export function builtIn(xs: readonly number[]): number {
    return xs.length < 1 ? 0 : [1, 2][least(0, 1)]!; // OOB
  }
  export function own(): number {
    return [1, 2][first()]!; // OOB
  }
  export function quiet(): number {
    const xs = [1, 2];
    keep(xs);
    return xs[1]!; // OOB
  }
  export function instance(): number {
    return [1, 2][new Made().at()]!; // OOB
  }
}
const open = Tools as unknown as Record<string, unknown>;
open["least"] = () => 9;
open["first"] = () => 9;
open["keep"] = (xs: number[]) => xs.pop();
open["Made"] = class {
  at(): number {
    return 9;
  }
};

function attempt(f: () => unknown): unknown {
  try {
    return f();
  } catch (error) {
    return (error as Error).name;
  }
}
export function run(): unknown {
  return [() => Tools.builtIn([1]), Tools.own, Tools.quiet, Tools.instance].map((f) => attempt(f));
}
