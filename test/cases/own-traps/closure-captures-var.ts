// One variable for all turns: when the closures run, it is the length.
export function run(): unknown {
  const a = [1, 2, 3];
  const later: (() => number)[] = [];
  for (var i = 0; i < a.length; i++) {
    later.push(() => a[i]); // OOB
  }
  return later.map((f) => f());
}
