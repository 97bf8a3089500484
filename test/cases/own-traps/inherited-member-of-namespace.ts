// What `Math` and `Number` inherit from `Object.prototype` is no constant of theirs.
export function run(): unknown {
  const a = [1, 2, 3];
  const x = Number.toString as unknown as number;
  return a[x * 0]; // OOB
}
