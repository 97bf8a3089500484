// Number.isInteger was replaced: fractions pass the test.
function at(a: number[], i: number): number {
  if (!Number.isInteger(i) || i < 0 || i >= a.length) return -1;
  return a[i]; // OOB
}
export function run(): unknown {
  const original = Number.isInteger;
  try {
    Number.isInteger = (): boolean => true;
    return at([1, 2, 3], 1.5);
  } finally {
    Number.isInteger = original;
  }
}
