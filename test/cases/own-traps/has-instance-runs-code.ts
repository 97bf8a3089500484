// instanceof asks the class.
export function run(): unknown {
  const a = [1, 2];
  class Odd { static [Symbol.hasInstance](_: unknown): boolean { a.length = 0; return true; } }
  if (a.length === 2) {
    const yes = ({} as object) instanceof Odd;
    return [yes, a[1]]; // OOB
  }
  return null;
}
