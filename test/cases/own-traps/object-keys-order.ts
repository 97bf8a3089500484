// Object.keys of a smaller object.
export function run(): unknown {
  const wanted = ['a', 'b'];
  const keys = Object.keys({ a: 1 });
  return wanted.map((_, i) => keys[i]); // OOB
}
