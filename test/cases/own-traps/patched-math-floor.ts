// Math.floor was replaced by the identity: the middle is a fraction.
export function run(): unknown {
  const original = Math.floor;
  const a = [1, 2];
  try {
    Math.floor = (x: number): number => x;
    return a[Math.floor((a.length - 1) / 2)]; // OOB
  } finally {
    Math.floor = original;
  }
}
