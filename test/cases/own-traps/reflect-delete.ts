// Reflection deletes, too.
export function run(): unknown {
  const a = [1, 2, 3];
  Reflect.deleteProperty(a, 1);
  return a[1]; // OOB (hole)
}
