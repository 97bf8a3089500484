// ++i in the body of a loop that increments, too.
export function run(): unknown {
  const a = new Uint8Array(5);
  let s = 0;
  for (let i = 0; i < a.length; i++) {
    s += a[++i]; // OOB
  }
  return s;
}
