// Math.min was replaced: the clamp is none.
export function run(): unknown {
  const original = Math.min;
  const a = [1, 2, 3];
  try {
    Math.min = (...xs: number[]): number => Math.max(...xs);
    const k = Math.min(7, a.length - 1);
    return a[k]; // OOB
  } finally {
    Math.min = original;
  }
}
