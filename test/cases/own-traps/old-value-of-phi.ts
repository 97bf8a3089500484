// previous holds the index of the turn before, which starts at -1.
export function run(): unknown {
  const a = [3, 4, 5];
  let previous = -1, s = 0;
  for (let i = 0; i < a.length; i++) {
    s += a[i] - a[previous]; // OOB
    previous = i;
  }
  return s;
}
