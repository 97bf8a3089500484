// continue in a do-while goes to the condition, past the check below it.
export function run(): unknown {
  const a = [1, 2];
  let i = -1, s = 0;
  do {
    i++;
    s += a[i]; // OOB
    if (i < 5) continue;
    if (i >= a.length) break;
  } while (i < 3);
  return s;
}
