// Math.random may return 1 after a test library has replaced it.
export function run(): unknown {
  const original = Math.random;
  const a = [1, 2, 3];
  try {
    Math.random = (): number => 1;
    return a[Math.floor(Math.random() * a.length)]; // OOB
  } finally {
    Math.random = original;
  }
}
