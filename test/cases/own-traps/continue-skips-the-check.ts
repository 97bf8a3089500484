// The continue jumps over the line that brings the index back.
export function run(): unknown {
  const a = [1, 2, 3];
  let i = 0, s = 0;
  for (let turns = 0; turns < 5; turns++) {
    s += a[i]; // OOB
    i++;
    if (turns % 2 === 0) continue;
    if (i >= a.length) i = 0;
  }
  return s;
}
