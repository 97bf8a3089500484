// The other array shrinks while the first is walked.
export function run(): unknown {
  const a = [1, 2, 3];
  const b = [4, 5, 6];
  let s = 0;
  a.forEach((x, i) => {
    s += x * b[i]; // OOB
    b.splice(0, 1);
  });
  return s;
}
