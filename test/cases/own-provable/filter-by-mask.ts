// tier: builtin. The mask has the length of the array.
export function run(): unknown {
  const a = [10, 20, 30];
  const keep = new Uint8Array(a.length);
  for (let i = 0; i < keep.length; i += 2) keep[i] = 1;
  return a.filter((_, i) => keep[i] === 1);
}
