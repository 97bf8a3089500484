// finally runs after the index has left the range.
export function run(): unknown {
  const a = [1, 2, 3];
  const seen: unknown[] = [];
  let i = 0;
  try {
    while (i < a.length) i++;
  } finally {
    seen.push(a[i]); // OOB
  }
  return seen;
}
