// Found by hand: `few[x]` was proved in trusted/throw: what `find` asks for may be gone, or never was there, whatever its type says.
// Conforms to its types (A1t).
function gone(): number {
  const few = [1, 2];
  const xs: (0 | 1)[] = [0, 1];
  let sum = 0;
  xs.find((x) => {
    xs.length = 0;
    sum += few[x]!; // OOB
    return false;
  });
  return sum;
}
function goneFromArgument(xs: (0 | 1)[]): number {
  const few = [1, 2];
  let sum = 0;
  xs.findIndex((x) => {
    xs.length = 0;
    sum += few[x]!; // OOB
    return false;
  });
  return sum;
}
function fromTheEnd(): number {
  const few = [1, 2, 3];
  const xs: (0 | 1)[] = [0, 1];
  let sum = 0;
  xs.findLast((x) => {
    sum += few[x]!; // OOB
    xs.length = 0;
    return false;
  });
  return sum;
}
const attempt = (f: () => unknown): unknown => {
  try {
    return f();
  } catch {
    return null;
  }
};
export function run(): unknown {
  return [attempt(gone), attempt(() => goneFromArgument([0, 1])), attempt(fromTheEnd)];
}
