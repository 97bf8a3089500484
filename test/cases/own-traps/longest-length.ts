// 2^32 - 1 is the longest length of an array, and no index: a `push` that fails there makes a property, which a test of what was read finds.
// (Stores that would append there: test/analyzers/never-proved.test.ts.)
function found(n: number, at: number): unknown {
  if (!Number.isInteger(n) || n < 0 || n > 4294967295 || !Number.isInteger(at) || at < 5) return null;
  const list: number[] = [];
  list.length = n;
  try {
    list.push(7);
  } catch {
    void n;
  }
  const value = list[at]!; // OOB
  const rest = new Uint8Array(list.length - at);
  return value + rest[0]!; // OOB
}

export function run(): unknown[] {
  const longest = 4294967295;
  return [() => found(longest, longest)].map((attempt) => {
    try {
      return String(attempt());
    } catch (error) {
      return (error as Error).name;
    }
  });
}
